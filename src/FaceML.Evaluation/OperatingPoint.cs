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

    /// <summary>The error rate of one class when <paramref name="isMatch"/> tells how each row was decided.</summary>
    internal static Estimate RateOf(ComparisonScores scores, Func<int, bool> isMatch, bool genuine, double confidence) =>
        RateOf(scores, Enumerable.Range(0, scores.Count), isMatch, genuine, confidence);

    /// <summary>The error rate of one class among <paramref name="rows"/>, which must hold some of it, at a threshold.</summary>
    internal static Estimate RateOf(ComparisonScores scores, IEnumerable<int> rows, float threshold, bool genuine, double confidence) =>
        RateOf(scores, rows, i => scores.Scores[i] >= threshold, genuine, confidence);

    /// <summary>The same when <paramref name="isMatch"/> tells how each row was decided.</summary>
    internal static Estimate RateOf(
        ComparisonScores scores, IEnumerable<int> rows, Func<int, bool> isMatch, bool genuine, double confidence)
    {
        int[] own = [.. rows.Where(i => scores.IsGenuine[i] == genuine)];
        int[] errors = [.. own.Where(i => isMatch(i) != genuine)];
        if (!scores.HasIdentities)
        {
            return Estimate.Rate(errors.Length, own.Length, confidence);
        }

        (int First, int Second) People(int row) => (scores.FirstIdentities[row], scores.SecondIdentities[row]);
        IdentityClusters clusters = IdentityClusters.FromPairs(own.Select(People), genuine || scores.AreSamples, scores.IdentityCount);
        return Estimate.Rate(errors.Length, own.Length, clusters.EffectiveSize(errors.Select(People), (1 + confidence) / 2), confidence);
    }

    private static Estimate RateOf(ComparisonScores scores, float threshold, bool genuine, double confidence) => scores.HasIdentities
        ? RateOf(scores, Enumerable.Range(0, scores.Count), threshold, genuine, confidence)
        : Estimate.Rate(genuine ? scores.FalseNonMatches(threshold) : scores.FalseMatches(threshold),
            genuine ? scores.GenuineCount : scores.ImpostorCount, confidence);
}
