namespace FaceML.Evaluation;

/// <summary>McNemar's exact test of two deciders on the same comparisons (McNemar 1947). Immutable.</summary>
/// <param name="OnlyFirstRight">Comparisons that only the first decides rightly.</param>
/// <param name="OnlySecondRight">Comparisons that only the second decides rightly.</param>
/// <param name="PValue">The two-sided exact binomial p-value, 2 · P(X ≤ min) for X ~ Bin(discordant, ½), at most 1.</param>
public sealed record McNemarTest(long OnlyFirstRight, long OnlySecondRight, double PValue)
{
    /// <summary>Tests the counts of discordant comparisons, which are taken to be independent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    public static McNemarTest Of(long onlyFirstRight, long onlySecondRight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirstRight);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecondRight);
        long n = onlyFirstRight + onlySecondRight;
        double p = n == 0 ? 1 : Math.Min(1, 2 * BinomialInterval.Cumulative(Math.Min(onlyFirstRight, onlySecondRight), n, 0.5));
        return new McNemarTest(onlyFirstRight, onlySecondRight, p);
    }
}
