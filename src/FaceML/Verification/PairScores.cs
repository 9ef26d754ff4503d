using FaceML.Evaluation.Protocols;

namespace FaceML.Verification;

/// <summary>Pairs with their scores, those without a score apart.</summary>
/// <param name="Pairs">The pairs that have a score.</param>
/// <param name="Scores">The comparisons, in the order of <paramref name="Pairs"/>.</param>
/// <param name="LeftOut">Pairs without a score: an image showed no usable face.</param>
internal sealed record PairScores(IReadOnlyList<ImagePair> Pairs, ComparisonScores Scores, int LeftOut)
{
    /// <param name="pairs">All pairs.</param>
    /// <param name="scores">The score of each; NaN for none.</param>
    /// <param name="use">Which to keep; all others are left out.</param>
    public static PairScores Of(IReadOnlyList<ImagePair> pairs, float[] scores, Func<int, bool> use)
    {
        int[] rows = [.. Enumerable.Range(0, pairs.Count).Where(use)];
        ImagePair[] kept = [.. rows.Select(i => pairs[i])];
        float[] values = [.. rows.Select(i => scores[i])];
        bool[] labels = [.. kept.Select(p => p.IsGenuine)];
        if (kept.Length == 0 || !kept.All(p => p.FirstIdentity is not null && p.SecondIdentity is not null))
        {
            return new(kept, new ComparisonScores(values, labels), pairs.Count - kept.Length);
        }

        Dictionary<string, int> people = new(StringComparer.Ordinal);
        int Number(string name)
        {
            people.TryAdd(name, people.Count);
            return people[name];
        }

        int[] first = [.. kept.Select(p => Number(p.FirstIdentity!))], second = [.. kept.Select(p => Number(p.SecondIdentity!))];
        return new(kept, new ComparisonScores(values, labels, first, second), pairs.Count - kept.Length);
    }

    public static PairScores Of(IReadOnlyList<ImagePair> pairs, float[] scores) => Of(pairs, scores, i => !float.IsNaN(scores[i]));
}
