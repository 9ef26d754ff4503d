using FaceML.Calibration;
using FaceML.Training.Data;
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

    /// <summary>
    /// Whether people of other kinds than these are to be told apart about as well as before. Without <see cref="General"/> by
    /// <see cref="HeadSearchOptions.KeepGeneral"/>: the loss is small, not bounded. The default value is <see langword="false"/>.
    /// </summary>
    public bool KeepGeneral { get; init; }

    /// <summary>
    /// Embeddings of people of other kinds, by the same networks; nothing is learned from them. The head is drawn towards the embeddings
    /// as they came (<see cref="MetricHead.Attenuated"/>) until these people lose at most <see cref="MaxGeneralLoss"/>. The default value
    /// is null: no such people.
    /// </summary>
    public EmbeddingSet? General { get; init; }

    /// <summary>
    /// How much the equal error rate of <see cref="General"/> may rise at most, at the upper end of its 95 % interval; above 0 and at most
    /// 1. That takes 3 by this number of people with two images: 1,500 for the default value of 0.002.
    /// </summary>
    public double MaxGeneralLoss { get; init; } = 0.002;

    /// <summary>
    /// The embeddings of the same faces as they will be seen, in the same order
    /// (<see cref="FaceCatalog.EmbeddingPipeline(FacePipelineOptions, Augmentation.FaceAugmentationOptions)"/>). The head learns from both;
    /// what is measured, and what the threshold is fitted to, is every other image of a person as it is and the rest as they will be seen.
    /// The default value is null: images will be seen as they are.
    /// </summary>
    public IReadOnlyList<float[]>? Shifted { get; init; }

    /// <summary>Decides who is in which part, and all that is random in learning. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    internal void Check()
    {
        if (MaxGeneralLoss is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(MaxGeneralLoss), MaxGeneralLoss,
                $"{nameof(FaceTrainingOptions)}.{nameof(MaxGeneralLoss)} must be above 0 and at most 1; it is {MaxGeneralLoss}.");
        }

        if (KeepGeneral && Loss is not null && General is null)
        {
            throw new ArgumentException(
                $"{nameof(FaceTrainingOptions)}.{nameof(General)} must be given where {nameof(KeepGeneral)} is set and a loss is named: "
                    + $"without general people only the closed form keeps the others.");
        }
    }
}

/// <summary>What <see cref="FaceTraining"/> learned, measured and made.</summary>
public sealed record FaceTrainingResult
{
    internal FaceTrainingResult(FaceTrainedPipeline pipeline, TrainingReport? report) => (Pipeline, Report) = (pipeline, report);

    /// <summary>How it was learned: a name of <see cref="HeadSearch"/>.</summary>
    public required string Chosen { get; init; }

    /// <summary>What was compared on held-out identities of the learning part; empty where a loss was named.</summary>
    public required IReadOnlyList<HeadCandidate> Candidates { get; init; }

    /// <summary>
    /// The weight of the head beside the embeddings as they came (<see cref="MetricHead.Attenuated"/>); 1 for the head as it was learned,
    /// 0 where none was short enough of <see cref="FaceTrainingOptions.MaxGeneralLoss"/>.
    /// </summary>
    public required double Weight { get; init; }

    /// <summary>The equal error rate of <see cref="FaceTrainingOptions.General"/> before and after, at that weight; null without
    /// them.</summary>
    public required PairedDifference? GeneralChange { get; init; }

    /// <summary>
    /// The figures before and after on people who were never learned from, whether the head was kept or not; null where nothing was
    /// learned.
    /// <see cref="FaceTraining.Deciding"/> is the one that decided.
    /// </summary>
    public PairedComparison? Gain => Report?.Gain;

    /// <summary>
    /// With <see cref="FaceTrainingOptions.Shifted"/>: the gain on the same people's images as they are; else null.
    /// </summary>
    public required PairedComparison? UnshiftedGain { get; init; }

    /// <summary>Whether the pipeline has the head.</summary>
    public required bool IsKept { get; init; }

    /// <summary>One sentence: what was kept, and why.</summary>
    public required string Verdict { get; init; }

    /// <summary>
    /// The pipeline: <see cref="FacePair"/> in, <see cref="FaceMatch"/> out; it does not decide where <see cref="Threshold"/> is null.
    /// Dispose it to release the networks.
    /// </summary>
    public TransformerChain<ITransformer> Model => Pipeline.Model;

    /// <summary>The schema to save the pipeline with.</summary>
    public DataViewSchema InputSchema => Pipeline.InputSchema;

    /// <summary>The threshold with its promise; null where the people support none of the rates that were tried.</summary>
    public FaceThresholdTransformer? Threshold => Pipeline.Threshold;

    /// <summary>Why the rate asked for was refused; null where it was not.</summary>
    public string? Refusal => Pipeline.Refusal;

    /// <summary>Identities with a single embedding, left out.</summary>
    public required int Singles { get; init; }

    /// <summary>The identities and embeddings learned from.</summary>
    public required (int People, int Images) Learned { get; init; }

    /// <summary>The identities and embeddings measured on and calibrated with.</summary>
    public required (int People, int Images) Measured { get; init; }

    internal FaceTrainedPipeline Pipeline { get; }

    internal TrainingReport? Report { get; }

    /// <summary>
    /// A page on the head: how learning went, and what it did for people it never saw. It needs nothing else, no script and no network.
    /// </summary>
    /// <returns>The HTML; null where nothing was learned.</returns>
    public string? ToHtml() => Report is null ? null : TrainingReportHtml.Write(Report);
}
