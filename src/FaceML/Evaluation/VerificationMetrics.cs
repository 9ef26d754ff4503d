namespace FaceML.Evaluation;

/// <summary>The figures of a verification (1:1) evaluation, each with its interval. Immutable.</summary>
/// <param name="EqualErrorRate">The interpolated equal error rate (<see cref="ErrorCurve.EqualErrorRate"/>).</param>
/// <param name="EqualErrorThreshold">The threshold there.</param>
/// <param name="AreaUnderCurve">The area under the ROC curve.</param>
/// <param name="DecidabilityIndex">d′, the distance of the means over the root mean square of the standard deviations.</param>
/// <param name="MatchRates">TAR at the false match rates asked for.</param>
public sealed record VerificationMetrics(
    Estimate EqualErrorRate,
    float EqualErrorThreshold,
    Estimate AreaUnderCurve,
    Estimate DecidabilityIndex,
    IReadOnlyList<MatchRateAt> MatchRates)
{
    // Below so many expected events a rate read off the curve is an accident of single comparisons.
    private const double ExpectedEvents = 10;

    /// <summary>
    /// Measures <paramref name="scores"/>. Intervals are percentile bootstraps: over people when they are known, else over
    /// comparisons, and each estimate says which. Takes time in proportion to comparisons × replicates.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An option outside its range.</exception>
    public static VerificationMetrics Measure(ComparisonScores scores, EvaluationOptions? options = null)
    {
        options ??= new EvaluationOptions();
        options.Validate();
        RankedScores ranked = new(scores);
        ErrorCurve curve = ranked.Curve(null);
        double[] rates = [.. options.FalseMatchRates];
        double[][] samples = [.. Enumerable.Range(0, 3 + rates.Length).Select(_ => new double[options.Replicates])];
        ComparisonBootstrap bootstrap = new(scores, options.Replicates, options.Seed);
        int replicate = 0;
        bootstrap.Run(
            weights =>
            {
                ErrorCurve resampled = ranked.Curve(weights);
                samples[0][replicate] = resampled.EqualErrorRate;
                samples[1][replicate] = resampled.AreaUnderCurve;
                samples[2][replicate] = ranked.DecidabilityIndex(weights);
                for (int i = 0; i < rates.Length; i++)
                {
                    samples[3 + i][replicate] = resampled.AtFalseMatchRate(rates[i]).TrueMatchRate;
                }

                replicate++;
            },
            ranked.HasBothClasses);

        Estimate Make(double value, int sample)
        {
            (double low, double high) = ComparisonBootstrap.Percentiles(samples[sample], options.Confidence);
            return new Estimate(value, Math.Min(low, value), Math.Max(high, value), options.Confidence, bootstrap.Method, 0, scores.Count);
        }

        return new VerificationMetrics(
            Make(curve.EqualErrorRate, 0),
            curve.EqualErrorThreshold,
            Make(curve.AreaUnderCurve, 1),
            Make(ranked.DecidabilityIndex(null), 2),
            [.. rates.Select((rate, i) => new MatchRateAt(rate, curve.AtFalseMatchRate(rate).Threshold,
                Make(curve.AtFalseMatchRate(rate).TrueMatchRate, 3 + i), rate * scores.ImpostorCount >= ExpectedEvents))]);
    }
}
