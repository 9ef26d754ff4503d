namespace FaceML.Training.Optimization;

/// <summary>The same learning rate from the first step (or the end of the warm-up) to the last.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    private protected override double After(double epoch, TrainingMoment moment) => 1;
}
