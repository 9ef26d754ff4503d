namespace FaceML.Training.Heads;

/// <summary>What accompanies one run of training and has no influence on what is learned, but for <see cref="Metric"/>.</summary>
public sealed record TrainingRun
{
    /// <summary>Where progress is reported after every epoch, on the thread that trains.</summary>
    public IProgress<TrainingEpoch>? Progress { get; init; }

    /// <summary>
    /// Where a checkpoint is written after every epoch: under a temporary name, then renamed, so that it is always whole. The default value
    /// is none.
    /// </summary>
    public string? CheckpointPath { get; init; }

    /// <summary>
    /// Whether a checkpoint that lies there is continued; what comes out has the same bits as if the run had not stopped. The default value
    /// is <see langword="false"/>: it is overwritten.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>
    /// The validation metric, of the projected validation part, larger is better. The default value is the true match rate at the options'
    /// false match rate.
    /// </summary>
    public Func<EmbeddingSet, double>? Metric { get; init; }
}
