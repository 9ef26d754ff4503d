using FaceML.Training.Losses;
using FaceML.Training.Mining;
using FaceML.Training.Optimization;

namespace FaceML.Training.Heads;

/// <summary>The settings of <see cref="MetricHeadTrainer"/>. Immutable; a checkpoint belongs to the settings it was made with.</summary>
public sealed record MetricHeadOptions
{
    /// <summary>The form of the head. The default value is a linear layer to 128 numbers.</summary>
    public MetricHeadShape Shape { get; init; } = new();

    /// <summary>What is made small. The default value is the triplet loss with semi-hard mining.</summary>
    public LossOptions Loss { get; init; } = new TripletLossOptions();

    /// <summary>How weights are moved. The default value is AdamW with weight decay 1e-4.</summary>
    public OptimizerOptions Optimizer { get; init; } = new AdamOptions { WeightDecay = 1e-4f };

    /// <summary>The learning rate, above 0. The default value is 1e-3.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The factor on the learning rate over the run. The default value is <see cref="CosineSchedule"/>.</summary>
    public LearningRateSchedule Schedule { get; init; } = new CosineSchedule();

    /// <summary>Epochs at most, at least 1. The default value is 20.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>
    /// How batches are made. The default value is <see cref="BatchSampling.IdentityBalanced"/>; losses over pairs take no other.
    /// </summary>
    public BatchSampling Sampling { get; init; } = BatchSampling.IdentityBalanced;

    /// <summary>
    /// Images in a batch, at least 2; with identity-balanced sampling the number of identities is this by
    /// <see cref="ImagesPerIdentity"/>. The default value is 256.
    /// </summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Images of one identity in an identity-balanced batch, at least 2. The default value is 4.</summary>
    public int ImagesPerIdentity { get; init; } = 4;

    /// <summary>How losses over classes weight them. The default value is <see cref="ClassBalance.None"/>.</summary>
    public ClassBalance Balance { get; init; } = ClassBalance.None;

    /// <summary>The bound on the norm of a batch's gradient, above 0. The default value is 5.</summary>
    public float MaxGradientNorm { get; init; } = 5;

    /// <summary>
    /// When to stop before the planned epochs; requires a validation part. The default value is <see langword="null"/>: never.
    /// </summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// The false match rate at which the validation metric, a true match rate, is taken; above 0 and below 1. The default value is 0.001.
    /// </summary>
    public double ValidationFalseMatchRate { get; init; } = 1e-3;

    /// <summary>Where all random numbers come from. The default value is 1.</summary>
    public long Seed { get; init; } = 1;

    internal void Check(bool hasValidation)
    {
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "above 0");
        Require(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Require(BatchSize >= 2, nameof(BatchSize), BatchSize, "at least 2");
        Require(ImagesPerIdentity >= 2 && ImagesPerIdentity <= BatchSize, nameof(ImagesPerIdentity), ImagesPerIdentity,
            $"at least 2 and at most {nameof(BatchSize)}");
        Require(MaxGradientNorm > 0, nameof(MaxGradientNorm), MaxGradientNorm, "above 0");
        Require(ValidationFalseMatchRate is > 0 and < 1, nameof(ValidationFalseMatchRate), ValidationFalseMatchRate, "above 0 and below 1");
        Require(!Loss.NeedsPairs || Sampling == BatchSampling.IdentityBalanced, nameof(Sampling), Sampling,
            "identity-balanced for a loss over pairs");
        Require(hasValidation || EarlyStopping is null, nameof(EarlyStopping), EarlyStopping, "null without a validation part");
        Require(hasValidation || Schedule is not PlateauSchedule, nameof(Schedule), Schedule, "another one without a validation part");
    }

    private static void Require(bool holds, string name, object? value, string wanted)
    {
        if (!holds)
        {
            throw new ArgumentException($"{nameof(MetricHeadOptions)}.{name} must be {wanted}; it is {value}.");
        }
    }
}
