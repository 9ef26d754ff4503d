namespace FaceML.Evaluation;

/// <summary>How figures and their intervals are made.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The confidence of two-sided intervals. The default value is 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Bootstrap replicates. The default value is 1,000.</summary>
    public int Replicates { get; init; } = 1000;

    /// <summary>The seed of the bootstrap; one seed, one result. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The false match rates at which the true match rate is reported. The default values are 0.1, 0.01 and 0.001.</summary>
    public IReadOnlyList<double> FalseMatchRates { get; init; } = [1e-1, 1e-2, 1e-3];

    internal void Validate()
    {
        if (!(Confidence > 0 && Confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Confidence), Confidence, "The confidence lies between 0 and 1, both excluded.");
        }

        if (Replicates < 20)
        {
            throw new ArgumentOutOfRangeException(nameof(Replicates), Replicates, "An interval requires at least 20 bootstrap replicates.");
        }

        if (FalseMatchRates.Any(rate => !(rate > 0 && rate < 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(FalseMatchRates), "False match rates lie between 0 and 1, both excluded.");
        }
    }
}
