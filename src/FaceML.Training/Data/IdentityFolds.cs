namespace FaceML.Training.Data;

/// <summary>Cross-validation over identities: in each round others are held out.</summary>
internal static class IdentityFolds
{
    /// <summary>Splits a set so often that every identity is held out once.</summary>
    /// <param name="set">The set.</param>
    /// <param name="folds">The rounds, at least 2; fewer where a round would hold out fewer than two identities.</param>
    /// <param name="seed">Decides who is held out in which round.</param>
    /// <returns>The rounds; none when there are fewer than four identities.</returns>
    public static IReadOnlyList<(EmbeddingSet Learn, EmbeddingSet HeldOut)> Split(EmbeddingSet set, int folds, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        SortedDictionary<int, List<int>> groups = set.ByIdentity();
        int rounds = Math.Min(folds, groups.Count / 2);
        if (rounds < 2)
        {
            return [];
        }

        int[] identities = [.. groups.Keys];
        new TrainingRandom(seed).Shuffle<int>(identities);
        return [.. Enumerable.Range(0, rounds).Select(round => (
            set.Take(identities.Where((_, i) => i % rounds != round).SelectMany(i => groups[i])),
            set.Take(identities.Where((_, i) => i % rounds == round).SelectMany(i => groups[i]))))];
    }
}
