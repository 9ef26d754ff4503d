using FaceML.Training.Heads;

namespace FaceML.Training;

/// <summary>Settings of <see cref="FaceTraining"/>. Immutable.</summary>
public sealed record FaceTrainingOptions
{
    /// <summary>
    /// The networks that made the embeddings, for the pipeline. The default value is that of <see cref="FacePipelineOptions"/>.
    /// </summary>
    public FacePipelineOptions Pipeline { get; init; } = new();

    /// <summary>Which people and images these are, for the promise and the report, for example <c>our badge images</c>.</summary>
    public required string Population { get; init; }

    /// <summary>
    /// The loss to learn with, one of <see cref="HeadSearch.Losses"/>. The default value is null: <see cref="HeadSearch"/> chooses.
    /// </summary>
    public string? Loss { get; init; }

    /// <summary>The search, where no loss is named. The default value is that of <see cref="HeadSearchOptions"/>.</summary>
    public HeadSearchOptions Search { get; init; } = new();

    /// <summary>
    /// Epochs, learning rate, early stopping of a loss that is named; its loss and seed give way to those of these options. The default
    /// value is that of <see cref="FaceMetricHeadOptions.Training"/>.
    /// </summary>
    public MetricHeadOptions Training { get; init; } = new FaceMetricHeadOptions().Training;

    /// <summary>Progress and checkpoints of a loss that is named. The default value is null: none.</summary>
    public TrainingRun? Run { get; init; }

    /// <summary>
    /// The share of the identities that is measured on and calibrated with, and never learned from, above 0 and below 1. The default value
    /// is 0.3.
    /// </summary>
    public double TestShare { get; init; } = 0.3;

    /// <summary>The false match rate to promise. The default value is 0.001.</summary>
    public double MaxFalseMatchRate { get; init; } = 1e-3;

    /// <summary>
    /// Whether identities with a single embedding are refused instead of left out. The default value is <see langword="false"/>.
    /// </summary>
    public bool RefuseSingles { get; init; }

    /// <summary>
    /// Whether what was learned is kept even if the gain is not separable from zero. The default value is <see langword="false"/>.
    /// </summary>
    public bool KeepAnyway { get; init; }

    /// <summary>Decides who is in which part, and all that is random in learning. The default value is 1.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>What <see cref="FaceTraining"/> learned, measured and made.</summary>
public sealed record FaceTrainingResult
{
    /// <summary>How it was learned: a name of <see cref="HeadSearch"/>.</summary>
    public required string Chosen { get; init; }

    /// <summary>What was compared on held-out identities of the learning part; empty where a loss was named.</summary>
    public required IReadOnlyList<HeadCandidate> Candidates { get; init; }

    /// <summary>The gain on people who were never learned from, with the head; null where nothing was learned.</summary>
    public required TrainingReport? Report { get; init; }

    /// <summary>Whether the pipeline has the head.</summary>
    public required bool IsKept { get; init; }

    /// <summary>One sentence: what was kept, and why.</summary>
    public required string Verdict { get; init; }

    /// <summary>The pipeline, with a threshold where the people support one.</summary>
    public required FaceTrainedPipeline Pipeline { get; init; }

    /// <summary>Identities with a single embedding, left out.</summary>
    public required int Singles { get; init; }

    /// <summary>The identities and embeddings learned from.</summary>
    public required (int People, int Images) Learned { get; init; }

    /// <summary>The identities and embeddings measured on and calibrated with.</summary>
    public required (int People, int Images) Measured { get; init; }
}
