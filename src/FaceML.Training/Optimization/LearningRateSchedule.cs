namespace FaceML.Training.Optimization;

/// <summary>The factor on the learning rate over a run. Immutable and without state: the same moment gives the same factor.</summary>
public abstract record LearningRateSchedule
{
    private protected LearningRateSchedule()
    {
    }

    /// <summary>Over how many epochs the factor rises from 0 to its value, at least 0. The default value is 0.</summary>
    public double WarmUpEpochs { get; init; }

    /// <summary>The factor on the learning rate, 0 to 1.</summary>
    /// <param name="moment">Where the run stands.</param>
    internal double Factor(TrainingMoment moment)
    {
        double epoch = (double)moment.Step / moment.StepsPerEpoch;
        // The first step of a warm-up is small, not nothing.
        double warm = WarmUpEpochs > 0 ? Math.Min(1, (moment.Step + 1) / (WarmUpEpochs * moment.StepsPerEpoch)) : 1;
        return warm * After(epoch, moment);
    }

    /// <summary>The factor without the warm-up.</summary>
    /// <param name="epoch">Epochs done, with fractions.</param>
    /// <param name="moment">Where the run stands.</param>
    private protected abstract double After(double epoch, TrainingMoment moment);
}
