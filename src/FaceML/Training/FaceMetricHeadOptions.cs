using FaceML.Training.Heads;
using FaceML.Training.Optimization;

namespace FaceML.Training;

/// <summary>Settings of <see cref="FaceTrainerCatalog.MetricHead(FaceMetricHeadOptions)"/>.</summary>
public sealed class FaceMetricHeadOptions
{
    /// <summary>
    /// The column of projected vectors that is added. The default value is <c>Embedding</c>, which hides the column that was read.
    /// </summary>
    public string OutputColumnName { get; set; } = "Embedding";

    /// <summary>A column of vectors, which stay as they are. The default value is <c>Embedding</c>.</summary>
    public string InputColumnName { get; set; } = "Embedding";

    /// <summary>Who is shown: a text or a key; only needed to fit. The default value is <c>Identity</c>.</summary>
    public string PersonColumnName { get; set; } = "Identity";

    /// <summary>
    /// A Boolean column, true where a row is held out; no person may be on both sides. The default value is null:
    /// <see cref="ValidationShare"/> decides.
    /// </summary>
    public string? ValidationColumnName { get; set; }

    /// <summary>
    /// The share of the people that is held out to choose the epoch and to stop by, 0 to below 1; 0 holds none out. The default value is
    /// 0.2.
    /// </summary>
    public double ValidationShare { get; set; } = 0.2;

    /// <summary>
    /// The form of the head. The default value is null: a linear layer that keeps the vectors' length and starts as the identity.
    /// </summary>
    public MetricHeadShape? Shape { get; set; }

    /// <summary>
    /// A head to start from, for example that of a fitted
    /// <see cref="FaceTrainerCatalog.LinearDiscriminant"/>; it brings its form, and
    /// <see cref="Shape"/> must then be null. The default value is null: an untrained head.
    /// </summary>
    public MetricHead? Start { get; set; }

    /// <summary>
    /// Loss, mining, optimizer, schedule, batches, seed. Its shape gives way to <see cref="Shape"/>, and its early stopping is for runs
    /// with people held out. The default value is that of <see cref="MetricHeadOptions"/> with a learning rate of 3e-4, small enough for a
    /// head that starts as the identity, and stopped early after five epochs without gain.
    /// </summary>
    public MetricHeadOptions Training { get; set; } = new() { LearningRate = 3e-4, EarlyStopping = new EarlyStopping() };

    /// <summary>Progress, checkpoints, another validation metric. The default value is null: none of them. Not saved.</summary>
    public TrainingRun? Run { get; set; }

    /// <summary>Ends fitting between two batches. The default value is none.</summary>
    public CancellationToken CancellationToken { get; set; }
}
