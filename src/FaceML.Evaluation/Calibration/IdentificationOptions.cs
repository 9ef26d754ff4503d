namespace FaceML.Evaluation.Calibration;

/// <summary>How the threshold for searches in a gallery is bounded.</summary>
public sealed record IdentificationOptions
{
    /// <summary>The one-sided confidence of the promise. The default value is 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>
    /// How many of the largest impostor scores the tail is fitted to, where it has to be extrapolated. The default value is 1,000; never
    /// more than one in fifty comparisons.
    /// </summary>
    public int TailScores { get; init; } = 1000;

    /// <summary>Resamples of people behind the bound of an extrapolated threshold. The default value is 1,000.</summary>
    public int Replicates { get; init; } = 1000;

    /// <summary>The seed of the resamples; one seed, one threshold. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    internal void Validate()
    {
        if (!(Confidence >= 0.5 && Confidence < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Confidence), Confidence, "The confidence of a promise is at least 0.5 and below 1.");
        }

        if (TailScores < 100 || Replicates < 100)
        {
            throw new ArgumentOutOfRangeException(nameof(TailScores),
                $"A tail is fitted to at least 100 scores and bounded by at least 100 resamples; it got {TailScores} and {Replicates}.");
        }
    }
}
