namespace FaceML.Training.Optimization;

/// <summary>
/// Half a cosine from 1 down to <see cref="Final"/> over the planned epochs (Loshchilov and Hutter, "SGDR", 2017, equation 5, without
/// restarts).
/// </summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <summary>The factor at the end, 0 to 1. The default value is 0.</summary>
    public double Final { get; init; }

    private protected override double After(double epoch, TrainingMoment moment)
    {
        double done = Math.Clamp((epoch - WarmUpEpochs) / Math.Max(1e-9, moment.Epochs - WarmUpEpochs), 0, 1);
        return Final + (1 - Final) * 0.5 * (1 + Math.Cos(Math.PI * done));
    }
}
