using MathNet.Numerics;

namespace FaceML.Evaluation.Calibration;

/// <summary>
/// How many errors a threshold may show so that a bound on its rate meets a target, decided without looking at the scores.
/// </summary>
internal static class RateBound
{
    /// <summary>
    /// The largest real e with Upper(e; size) ≤ rate (Clopper–Pearson on real counts); negative when even e = 0 is too much.
    /// </summary>
    public static double BinomialErrors(double size, double rate, double confidence)
    {
        if (BinomialInterval.Upper(0, size, confidence) > rate)
        {
            return -1;
        }

        double low = 0, high = rate * size;
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = BinomialInterval.Cumulative(middle, size, rate) <= 1 - confidence ? (middle, high) : (low, middle);
        }

        // A whole number that bisection approaches from below is that whole number.
        double whole = Math.Round(low);
        return Math.Abs(low - whole) < 1e-9 && BinomialInterval.Cumulative(whole, size, rate) <= 1 - confidence ? whole : low;
    }

    /// <summary>
    /// The largest observed rate c with size · KL(c ‖ rate) ≥ ln 1/(1 − confidence) (Chernoff; Hoeffding 1963, theorem 1); negative when
    /// there is none.
    /// </summary>
    public static double ChernoffRate(double size, double rate, double confidence)
    {
        double needed = -Math.Log(1 - confidence) / size;
        if (Divergence(0, rate) < needed)
        {
            return -1;
        }

        double low = 0, high = rate;
        for (int i = 0; i < 200; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Divergence(middle, rate) >= needed ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>
    /// The upper bound that belongs to an observed rate: the largest rate r with size · KL(observed ‖ r) ≤ ln 1/(1 − confidence).
    /// </summary>
    public static double ChernoffUpper(double observed, double size, double confidence)
    {
        double allowed = -Math.Log(1 - confidence) / size, low = observed, high = 1;
        for (int i = 0; i < 200; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Divergence(observed, middle) <= allowed ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>
    /// The largest k such that the threshold just above the (k + 1)-th largest of n scores lets pass more than rate·n of n further
    /// scores with probability at most 1 − confidence; negative when there is none. Of the k + j largest of all 2n scores, at most
    /// k must be the first sample's for j further ones to pass: a hypergeometric probability, whatever the distribution
    /// (exceedances, Gumbel and von Schelling 1950).
    /// </summary>
    public static long NextSampleErrors(long n, double rate, double confidence)
    {
        long tooMany = (long)Math.Floor(rate * n) + 1, low = -1, high = tooMany;
        while (high - low > 1)
        {
            long middle = (low + high) / 2;
            (low, high) = PassedAtLeast(n, tooMany, middle) <= 1 - confidence ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static double PassedAtLeast(long n, long passed, long errors)
    {
        double sum = 0;
        for (long own = Math.Max(0, errors + passed - n); own <= errors; own++)
        {
            sum += Math.Exp(LogChoose(n, own) + LogChoose(n, errors + passed - own) - LogChoose(2 * n, errors + passed));
        }

        return sum;
    }

    private static double LogChoose(double n, double k) =>
        SpecialFunctions.GammaLn(n + 1) - SpecialFunctions.GammaLn(k + 1) - SpecialFunctions.GammaLn(n - k + 1);

    private static double Divergence(double a, double b) =>
        (a == 0 ? 0 : a * Math.Log(a / b)) + (a == 1 ? 0 : (1 - a) * (Precise.LogOnePlus(-a) - Precise.LogOnePlus(-b)));
}
