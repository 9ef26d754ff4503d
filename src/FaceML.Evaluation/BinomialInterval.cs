using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace FaceML.Evaluation;

/// <summary>
/// Intervals and one-sided bounds for a binomial proportion. Real-valued counts are accepted: an effective sample size is not a whole
/// number. Thread-safe.
/// </summary>
internal static class BinomialInterval
{
    /// <summary>Wilson's two-sided score interval (Wilson 1927; without continuity correction).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Counts that are no proportion, or a confidence outside (0, 1).</exception>
    public static (double Low, double High) Wilson(double events, double trials, double confidence)
    {
        Check(events, trials, confidence);
        double z = Normal.InvCDF(0, 1, (1 + confidence) / 2), z2 = z * z, p = events / trials;
        double center = (p + (z2 / (2 * trials))) / (1 + (z2 / trials));
        double half = z / (1 + (z2 / trials)) * Math.Sqrt((p * (1 - p) / trials) + (z2 / (4 * trials * trials)));
        return (events == 0 ? 0 : Math.Max(0, center - half), events == trials ? 1 : Math.Min(1, center + half));
    }

    /// <summary>The exact two-sided interval: both tails hold at most half of the error probability (Clopper and Pearson 1934).</summary>
    /// <inheritdoc cref="Wilson" path="/exception"/>
    public static (double Low, double High) ClopperPearson(double events, double trials, double confidence)
    {
        Check(events, trials, confidence);
        double oneSided = (1 + confidence) / 2;
        return (Lower(events, trials, oneSided), Upper(events, trials, oneSided));
    }

    /// <summary>
    /// The exact one-sided upper bound: the p at which P(X ≤ <paramref name="events"/>) = 1 − <paramref name="confidence"/>
    /// for X ~ Bin(<paramref name="trials"/>, p), the quantile of Beta(events + 1, trials − events) (Clopper and Pearson 1934).
    /// </summary>
    /// <inheritdoc cref="Wilson" path="/exception"/>
    public static double Upper(double events, double trials, double confidence)
    {
        Check(events, trials, confidence);
        return events >= trials ? 1
            : events == 0 ? -Precise.ExpMinusOne(Math.Log(1 - confidence) / trials)
            : BetaQuantile(events + 1, trials - events, confidence);
    }

    /// <summary>The exact one-sided lower bound, the quantile of Beta(events, trials − events + 1).</summary>
    /// <inheritdoc cref="Wilson" path="/exception"/>
    public static double Lower(double events, double trials, double confidence)
    {
        Check(events, trials, confidence);
        return events == 0 ? 0 : 1 - Upper(trials - events, trials, confidence);
    }

    /// <summary>
    /// P(X ≤ <paramref name="events"/>) for X ~ Bin(<paramref name="trials"/>, <paramref name="probability"/>), by the regularized
    /// incomplete beta function.
    /// </summary>
    internal static double Cumulative(double events, double trials, double probability) =>
        events >= trials ? 1 : 1 - SpecialFunctions.BetaRegularized(events + 1, trials - events, probability);

    /// <summary>
    /// The fewest independent trials that, with no event at all, bound the rate by <paramref name="rate"/>: ⌈ln(1 − confidence) / ln(1 −
    /// rate)⌉.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate or confidence outside (0, 1).</exception>
    public static long TrialsNeeded(double rate, double confidence)
    {
        Check(0, 1, confidence);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, 1);
        return (long)Math.Ceiling(Math.Log(1 - confidence) / Precise.LogOnePlus(-rate));
    }

    // Bisection on log p: the bounds of interest lie many decades below one, where an absolute tolerance says nothing.
    private static double BetaQuantile(double a, double b, double probability)
    {
        double low = Math.Log(1e-300), high = 0;
        for (int i = 0; i < 200 && high - low > 1e-14; i++)
        {
            double middle = (low + high) / 2;
            if (SpecialFunctions.BetaRegularized(a, b, Math.Exp(middle)) < probability)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return Math.Exp(high);
    }

    private static void Check(double events, double trials, double confidence)
    {
        if (!(trials > 0) || !(events >= 0) || !(events <= trials))
        {
            throw new ArgumentOutOfRangeException(
                nameof(events), $"{events} events in {trials} trials is not a proportion: expected 0 ≤ events ≤ trials and trials > 0.");
        }

        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "The confidence lies between 0 and 1, both excluded.");
        }
    }
}
