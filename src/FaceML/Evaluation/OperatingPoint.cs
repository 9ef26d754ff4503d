namespace FaceML.Evaluation;

/// <summary>Both error rates at one threshold, with intervals.</summary>
/// <param name="Threshold">A match is <c>score &gt;= Threshold</c>.</param>
/// <param name="FalseMatchRate">FMR: impostor comparisons at or above the threshold.</param>
/// <param name="FalseNonMatchRate">FNMR: genuine comparisons below the threshold.</param>
public sealed record OperatingPoint(float Threshold, Estimate FalseMatchRate, Estimate FalseNonMatchRate)
{
    /// <summary>
    /// The rates of <paramref name="scores"/> at <paramref name="threshold"/>. Intervals are Wilson's: on the number of comparisons,
    /// or, when people are known, on the effective number of independent ones (method <see cref="IntervalMethod.IdentityWilson"/>).
    /// </summary>
    public static OperatingPoint At(ComparisonScores scores, float threshold, double confidence = 0.95) => new(
        threshold, RateOf(scores, threshold, false, confidence), RateOf(scores, threshold, true, confidence));

    internal static double EffectiveSize(ComparisonScores scores, float threshold, bool genuine)
    {
        IdentityClusters clusters = IdentityClusters.FromPairs(scores.FirstIdentities, scores.SecondIdentities, scores.IsGenuine, genuine, scores.IdentityCount);
        List<(int First, int Second)> events = [];
        for (int i = 0; i < scores.Count; i++)
        {
            if (scores.IsGenuine[i] == genuine && (scores.Scores[i] >= threshold) != genuine)
            {
                events.Add((scores.FirstIdentities[i], scores.SecondIdentities[i]));
            }
        }

        return clusters.EffectiveSize(events);
    }

    private static Estimate RateOf(ComparisonScores scores, float threshold, bool genuine, double confidence)
    {
        long events = genuine ? scores.FalseNonMatches(threshold) : scores.FalseMatches(threshold);
        long trials = genuine ? scores.GenuineCount : scores.ImpostorCount;
        if (!scores.HasIdentities)
        {
            return Estimate.Rate(events, trials, confidence);
        }

        double size = EffectiveSize(scores, threshold, genuine), rate = (double)events / trials;
        (double low, double high) = BinomialInterval.Wilson(rate * size, size, confidence);
        return new Estimate(rate, low, high, confidence, IntervalMethod.IdentityWilson, events, trials);
    }
}
