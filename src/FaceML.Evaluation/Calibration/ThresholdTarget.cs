namespace FaceML.Evaluation.Calibration;

/// <summary>What a threshold is to reach. Immutable; made by the static members.</summary>
public sealed record ThresholdTarget
{
    private ThresholdTarget(ThresholdTargetKind kind) => Kind = kind;

    /// <summary>The kind of the target.</summary>
    public ThresholdTargetKind Kind { get; }

    /// <summary>The largest rate allowed; 0 for the kinds that have none.</summary>
    public double Rate { get; private init; }

    /// <summary>For <see cref="ThresholdTargetKind.Cost"/>: the probability that a comparison is mated.</summary>
    public double MatedPrior { get; private init; }

    /// <summary>For <see cref="ThresholdTargetKind.Cost"/>: the cost of a false non-match.</summary>
    public double MissCost { get; private init; }

    /// <summary>For <see cref="ThresholdTargetKind.Cost"/>: the cost of a false match.</summary>
    public double FalseMatchCost { get; private init; }

    /// <summary>Both measured error rates equal. The promise then bounds both rates instead of keeping one below a target.</summary>
    public static ThresholdTarget EqualErrorRate { get; } = new(ThresholdTargetKind.EqualErrorRate);

    /// <summary>A false match rate of at most <paramref name="rate"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate outside (0, 1).</exception>
    public static ThresholdTarget MaxFalseMatchRate(double rate) => new(ThresholdTargetKind.FalseMatchRate)
    {
        Rate = Open(rate, nameof(rate)),
    };

    /// <summary>A false non-match rate of at most <paramref name="rate"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate outside (0, 1).</exception>
    public static ThresholdTarget MaxFalseNonMatchRate(double rate) => new(ThresholdTargetKind.FalseNonMatchRate)
    {
        Rate = Open(rate, nameof(rate)),
    };

    /// <summary>
    /// The smallest expected cost missCost·P·FNMR + falseMatchCost·(1 − P)·FMR, the detection cost of NIST's evaluations.
    /// </summary>
    /// <param name="matedPrior">The probability P that a comparison is mated, in (0, 1).</param>
    /// <param name="missCost">The cost of a false non-match, positive.</param>
    /// <param name="falseMatchCost">The cost of a false match, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A probability outside (0, 1) or a cost that is not positive and finite.</exception>
    public static ThresholdTarget MinimumCost(double matedPrior, double missCost, double falseMatchCost) => new(ThresholdTargetKind.Cost)
    {
        MatedPrior = Open(matedPrior, nameof(matedPrior)),
        MissCost = Positive(missCost, nameof(missCost)),
        FalseMatchCost = Positive(falseMatchCost, nameof(falseMatchCost)),
    };

    /// <summary>The target in words, invariant culture: <c>FMR ≤ 0.001</c>.</summary>
    public override string ToString() => Kind switch
    {
        ThresholdTargetKind.FalseMatchRate => "FMR ≤ " + RateText.Of(Rate),
        ThresholdTargetKind.FalseNonMatchRate => "FNMR ≤ " + RateText.Of(Rate),
        ThresholdTargetKind.EqualErrorRate => "FMR = FNMR",
        _ => string.Create(CultureInfo.InvariantCulture,
            $"least cost (P(mated) {MatedPrior}, miss {MissCost}, false match {FalseMatchCost})"),
    };

    private static double Open(double value, string name) => value is > 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "The value lies between 0 and 1, both excluded.");

    private static double Positive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A cost is positive and finite.");
}
