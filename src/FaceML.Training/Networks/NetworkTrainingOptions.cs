using FaceML.Training.Gradients;
using FaceML.Training.Optimization;

namespace FaceML.Training.Networks;

/// <summary>The settings of <see cref="NetworkLearner"/>. Immutable; a checkpoint belongs to the settings it was made with.</summary>
public sealed record NetworkTrainingOptions
{
    /// <summary>
    /// One step: loss, optimizer, learning rate, what is frozen, the batch size. Its steps and epochs give way to those of the run.
    /// The default value is that of <see cref="NetworkTrainerOptions"/>.
    /// </summary>
    public NetworkTrainerOptions Step { get; init; } = new();

    /// <summary>Epochs at most, at least 1. The default value is 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Images of one identity in a batch, at least 1; a loss over pairs requires 2. The default value is 4.</summary>
    public int ImagesPerIdentity { get; init; } = 4;

    /// <summary>
    /// Steps in an epoch, at least 1. The default value is <see langword="null"/>: as many as deal every image once on average.
    /// </summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>
    /// When to stop before the planned epochs; requires a validation part. The default value is <see langword="null"/>: never.
    /// </summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// The time after which no further epoch is begun but the first, above zero; what comes out then depends on how fast the machine is.
    /// The default value is
    /// <see langword="null"/>: all planned epochs are trained.
    /// </summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>
    /// The false match rate at which the validation metric, a true match rate, is taken; above 0 and below 1. The default value is 0.001.
    /// </summary>
    public double ValidationFalseMatchRate { get; init; } = 1e-3;

    internal void Check(bool hasValidation)
    {
        Step.Check();
        Require(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Require(ImagesPerIdentity >= (Step.LossWeight > 0 && Step.Loss.NeedsPairs ? 2 : 1), nameof(ImagesPerIdentity),
            ImagesPerIdentity, "at least 1, and 2 for a loss over pairs");
        Require(StepsPerEpoch is null or >= 1, nameof(StepsPerEpoch), StepsPerEpoch, "null or at least 1");
        Require(!(Budget <= TimeSpan.Zero), nameof(Budget), Budget, "null or above zero");
        Require(ValidationFalseMatchRate is > 0 and < 1, nameof(ValidationFalseMatchRate), ValidationFalseMatchRate, "above 0 and below 1");
        Require(hasValidation || EarlyStopping is null, nameof(EarlyStopping), EarlyStopping, "null without a validation part");
        Require(hasValidation || Step.Schedule is not PlateauSchedule, nameof(NetworkTrainerOptions.Schedule), Step.Schedule,
            "another one without a validation part");
        Require(Step.Gradients.Output is null, nameof(GradientOptions.Output), Step.Gradients.Output,
            "null: the embedding is the network's first output");
    }

    private static void Require(bool holds, string name, object? value, string wanted)
    {
        if (!holds)
        {
            throw new ArgumentException($"{nameof(NetworkTrainingOptions)}.{name} must be {wanted}; it is {value}.");
        }
    }
}
