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
        Estimate[] figures = new ComparisonBootstrap(scores, options.Replicates, options.Seed).Estimate(
            weights =>
            {
                ErrorCurve resampled = weights is null ? curve : ranked.Curve(weights);
                return [resampled.EqualErrorRate, resampled.AreaUnderCurve, ranked.DecidabilityIndex(weights), .. rates
                    .Select(r => resampled.AtFalseMatchRate(r).TrueMatchRate)];
            },
            ranked.HasBothClasses,
            options.Confidence);
        return new VerificationMetrics(figures[0], curve.EqualErrorThreshold, figures[1], figures[2],
            [.. rates.Select((rate, i) =>
                new MatchRateAt(rate, curve.AtFalseMatchRate(rate).Threshold, figures[3 + i],
                rate * scores.ImpostorCount >= ExpectedEvents))]);
    }
}
