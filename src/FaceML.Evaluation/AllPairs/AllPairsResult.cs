namespace FaceML.Evaluation.AllPairs;

/// <summary>What an all-pairs comparison found. Immutable and thread-safe.</summary>
/// <param name="Genuine">The histogram of all comparisons of one person's samples; its total is their number.</param>
/// <param name="Impostor">The histogram of all comparisons of two people's samples.</param>
/// <param name="LargestImpostors">The largest impostor scores, largest first, equal ones by rows.</param>
/// <param name="SmallestGenuine">The smallest genuine scores, smallest first, equal ones by rows.</param>
/// <param name="Identities">The person of each row, renumbered from 0 in order of appearance.</param>
/// <param name="SamplesPerIdentity">The number of rows of each person.</param>
public sealed record AllPairsResult(
    ScoreHistogram Genuine,
    ScoreHistogram Impostor,
    IReadOnlyList<ScoredPair> LargestImpostors,
    IReadOnlyList<ScoredPair> SmallestGenuine,
    IReadOnlyList<int> Identities,
    IReadOnlyList<int> SamplesPerIdentity)
{
    /// <summary>Both error rates at a threshold: exact counts, Wilson's intervals on the effective number of comparisons.</summary>
    /// <param name="threshold">A match is <c>score &gt;= threshold</c>.</param>
    /// <param name="confidence">The confidence of the intervals.</param>
    /// <returns>Null where more pairs lie beyond the threshold than were kept.</returns>
    /// <exception cref="EvaluationDataException">A class without a comparison.</exception>
    public OperatingPoint? At(float threshold, double confidence = 0.95) => new AllPairsTails(this).At(threshold, confidence);
}
