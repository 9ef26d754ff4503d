namespace FaceML.Training.Optimization;

/// <summary>
/// The factor is multiplied by <see cref="Drop"/> whenever the validation metric has not become better for <see cref="Patience"/> epochs;
/// the counting then starts anew. Without validation it is constant.
/// </summary>
public sealed record PlateauSchedule : LearningRateSchedule
{
    /// <summary>Epochs without improvement before a drop, at least 1. The default value is 3.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>The factor of a drop, 0 to 1. The default value is 0.5.</summary>
    public double Drop { get; init; } = 0.5;

    /// <summary>By how much the metric must rise to count as better, at least 0. The default value is 0.</summary>
    public double MinimumGain { get; init; }

    private protected override double After(double epoch, TrainingMoment moment)
    {
        double factor = 1, best = double.NegativeInfinity;
        int waited = 0;
        foreach (double metric in moment.Validation)
        {
            if (metric > best + MinimumGain)
            {
                (best, waited) = (metric, 0);
            }
            else if (++waited >= Math.Max(1, Patience))
            {
                (factor, waited) = (factor * Drop, 0);
            }
        }

        return factor;
    }
}
