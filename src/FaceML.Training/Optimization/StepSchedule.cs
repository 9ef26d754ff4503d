namespace FaceML.Training.Optimization;

/// <summary>The factor is multiplied by <see cref="Drop"/> after every <see cref="EveryEpochs"/> epochs.</summary>
public sealed record StepSchedule : LearningRateSchedule
{
    /// <summary>Epochs between two drops, at least 1. The default value is 10.</summary>
    public int EveryEpochs { get; init; } = 10;

    /// <summary>The factor of a drop, 0 to 1. The default value is 0.1.</summary>
    public double Drop { get; init; } = 0.1;

    private protected override double After(double epoch, TrainingMoment moment) =>
        Math.Pow(Drop, Math.Floor(epoch / Math.Max(1, EveryEpochs)));
}
