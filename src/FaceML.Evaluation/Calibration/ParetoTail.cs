namespace FaceML.Evaluation.Calibration;

/// <summary>
/// A generalized Pareto distribution fitted to the scores over a high threshold (Pickands 1975): P(S ≥ t) = <see cref="Exceedance"/> ·
/// (1 + ξ(t − u)/σ)^(−1/ξ), by probability-weighted moments (Hosking and Wallis 1987). Immutable and thread-safe.
/// </summary>
public sealed record ParetoTail
{
    // Hosking and Wallis (1987) find the estimates usable from about 50 values on.
    private const int FewestScores = 50;

    private ParetoTail()
    {
    }

    /// <summary>u: the score above which the tail is fitted.</summary>
    public double Threshold { get; private init; }

    /// <summary>ξ: negative for a tail that ends, zero for an exponential one, positive for a heavy one.</summary>
    public double Shape { get; private init; }

    /// <summary>The standard error of <see cref="Shape"/> (Hosking and Wallis 1987, asymptotic; NaN for ξ ≥ ½).</summary>
    public double ShapeError { get; private init; }

    /// <summary>σ.</summary>
    public double Scale { get; private init; }

    /// <summary>The share of all comparisons that exceed u.</summary>
    public double Exceedance { get; private init; }

    /// <summary>The number of scores fitted.</summary>
    public int Count { get; private init; }

    /// <summary>The number of all comparisons.</summary>
    public long Comparisons { get; private init; }

    /// <summary>The largest distance between the fitted and the empirical distribution of the exceedances (Kolmogorov–Smirnov).</summary>
    public double Distance { get; private init; }

    /// <summary>
    /// Whether <see cref="Distance"/> is what sampling explains: below 1.36/√n, the 5 % point for a distribution known beforehand and so a
    /// lenient test of a fitted one.
    /// </summary>
    public bool FitsWell => Distance < 1.36 / Math.Sqrt(Count);

    /// <summary>Rates below one comparison's share are beyond the data: thresholds for them are extrapolated.</summary>
    public double SmallestObservedRate => 1.0 / Comparisons;

    /// <summary>Fits the tail.</summary>
    /// <param name="largest">The largest impostor scores, in any order, all finite; the smallest of them is u.</param>
    /// <param name="comparisons">The number of impostor comparisons that they are the largest of.</param>
    /// <exception cref="InsufficientDataException">Fewer than 50 scores above u.</exception>
    /// <exception cref="EvaluationDataException">A score that is not finite, more scores than comparisons, or a tail without
    /// spread.</exception>
    public static ParetoTail Fit(ReadOnlySpan<float> largest, long comparisons)
    {
        float[] scores = largest.ToArray();
        Array.Sort(scores);
        if (Array.Exists(scores, s => !float.IsFinite(s)) || scores.Length > comparisons)
        {
            throw new EvaluationDataException(
                $"A tail has finite scores and no more of them than there are comparisons; it got {scores.Length} of {comparisons}.");
        }

        double[] over = scores.Length == 0 ? [] : [.. scores.Where(s => s > scores[0]).Select(s => (double)s - scores[0])];
        if (over.Length < FewestScores)
        {
            throw new InsufficientDataException(
                $"A tail requires at least {FewestScores} scores above its smallest; there are {over.Length}.", over.Length, FewestScores,
                null);
        }

        int n = over.Length;
        if (Parameters(over, null) is not (double shape, double scale))
        {
            throw new EvaluationDataException(
                $"The {n} scores above {scores[0]} have no spread that a generalized Pareto distribution describes.");
        }

        // With k = −ξ: n var(k) → (1 + k)(2 + k)²(1 + k + 2k²) / ((1 + 2k)(3 + 2k)).
        double k = -shape, variance = (1 + k) * (2 + k) * (2 + k) * (1 + k + (2 * k * k)) / ((1 + (2 * k)) * (3 + (2 * k))) / n;
        ParetoTail tail = new()
        {
            Threshold = scores[0],
            Shape = shape,
            ShapeError = shape < 0.5 ? Math.Sqrt(variance) : double.NaN,
            Scale = scale,
            Exceedance = (double)n / comparisons,
            Count = n,
            Comparisons = comparisons,
        };
        double distance = 0;
        for (int i = 0; i < n; i++)
        {
            double f = 1 - (tail.RateAt(scores[0] + over[i]) / tail.Exceedance);
            distance = Math.Max(distance, Math.Max(Math.Abs(f - ((i + 1.0) / n)), Math.Abs(f - ((double)i / n))));
        }

        return tail with { Distance = distance };
    }

    /// <summary>
    /// Shape and scale of exceedances in rising order by probability-weighted moments, a0 = E[X] and a1 = E[X (1 − F(X))] with plotting
    /// positions (i − 0.35)/n; null when they have no spread. Weights are null for one each.
    /// </summary>
    internal static (double Shape, double Scale)? Parameters(double[] exceedances, double[]? weights)
    {
        double total = 0, a0 = 0, a1 = 0, before = 0;
        for (int i = 0; i < exceedances.Length; i++)
        {
            total += weights is null ? 1 : weights[i];
        }

        for (int i = 0; i < exceedances.Length; i++)
        {
            double weight = weights is null ? 1 : weights[i];
            a0 += weight * exceedances[i] / total;
            a1 += weight * exceedances[i] * (1 - ((before + (0.65 * weight)) / total)) / total;
            before += weight;
        }

        double shape = 2 - (a0 / (a0 - (2 * a1))), scale = 2 * a0 * a1 / (a0 - (2 * a1));
        return double.IsFinite(shape) && scale > 0 ? (shape, scale) : null;
    }

    /// <summary>
    /// How far above u the share rate/exceedance of the exceedances lies, for <paramref name="odds"/> = exceedance/rate ≥ 1.
    /// </summary>
    internal static double Quantile(double shape, double scale, double odds) =>
        Math.Abs(shape) < 1e-9 ? scale * Math.Log(odds) : scale / shape * (Math.Pow(odds, shape) - 1);

    /// <summary>The fitted share of impostor scores at or above <paramref name="score"/>, which is not below u.</summary>
    public double RateAt(double score)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(score, Threshold);
        double z = (score - Threshold) / Scale;
        return Exceedance * (Math.Abs(Shape) < 1e-9 ? Math.Exp(-z) : Math.Pow(Math.Max(0, 1 + (Shape * z)), -1 / Shape));
    }

    /// <summary>The score that the share <paramref name="rate"/> of impostor scores exceeds; at most <see cref="Exceedance"/>.</summary>
    public double ScoreAt(double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, Exceedance);
        return Threshold + Quantile(Shape, Scale, Exceedance / rate);
    }
}
