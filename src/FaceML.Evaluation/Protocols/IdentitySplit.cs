namespace FaceML.Evaluation.Protocols;

/// <summary>Splits by people: no person is on both sides. Thread-safe.</summary>
public static class IdentitySplit
{
    /// <summary>Assigns every row to one of two sides, all rows of a person to the same.</summary>
    /// <param name="identities">The person of each row.</param>
    /// <param name="testShare">The share of people (not rows) on the test side, in (0, 1); at least one person is on each side.</param>
    /// <param name="seed">The seed; one seed, one split.</param>
    /// <returns>The rows of both sides, rising.</returns>
    /// <exception cref="ArgumentException">Fewer than two people.</exception>
    public static (int[] Train, int[] Test) Split(IReadOnlyList<string> identities, double testShare, int seed) =>
        Split(identities, StringComparer.Ordinal, testShare, people => new Random(seed).Shuffle(people));

    /// <summary>The same for identities of any kind, in an order that the caller shuffles.</summary>
    /// <param name="identities">The person of each row.</param>
    /// <param name="order">The order of people before it is shuffled.</param>
    /// <param name="testShare">The share of people on the test side, in (0, 1).</param>
    /// <param name="shuffle">Shuffles the people; the first of them go to the test side.</param>
    internal static (int[] Train, int[] Test) Split<T>(
        IReadOnlyList<T> identities, IComparer<T> order, double testShare, Action<T[]> shuffle)
    {
        if (!(testShare > 0 && testShare < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(testShare), testShare, "A share lies between 0 and 1, both excluded.");
        }

        // Sorted before shuffling: the split depends on who is there, not on the order of rows.
        T[] people = [.. identities.Distinct().Order(order)];
        if (people.Length < 2)
        {
            throw new ArgumentException($"A split by people requires at least two of them; there are {people.Length}.", nameof(identities));
        }

        shuffle(people);
        int count = Math.Clamp((int)Math.Round(people.Length * testShare), 1, people.Length - 1);
        HashSet<T> test = [.. people.Take(count)];
        int[] rows = [.. Enumerable.Range(0, identities.Count)];
        return ([.. rows.Where(r => !test.Contains(identities[r]))], [.. rows.Where(r => test.Contains(identities[r]))]);
    }

    /// <summary>Refuses folds that share people: a threshold chosen on the other folds would have seen them.</summary>
    /// <param name="pairs">Pairs; those that do not name their people cannot be checked and are passed over.</param>
    /// <exception cref="LeakingSplitException">Somebody is in two folds.</exception>
    public static void RequireDisjointFolds(IEnumerable<ImagePair> pairs)
    {
        string[] shared = SharedBetweenFolds(pairs);
        if (shared.Length > 0)
        {
            throw new LeakingSplitException(shared, "folds");
        }
    }

    /// <summary>The people in two or more folds, in ordinal order.</summary>
    /// <param name="pairs">Pairs; those that do not name their people are passed over.</param>
    internal static string[] SharedBetweenFolds(IEnumerable<ImagePair> pairs)
    {
        HashSet<string> shared = new(StringComparer.Ordinal);
        Dictionary<string, int> folds = new(StringComparer.Ordinal);
        foreach (ImagePair pair in pairs)
        {
            foreach (string? person in (string?[])[pair.FirstIdentity, pair.SecondIdentity])
            {
                if (person is not null && !folds.TryAdd(person, pair.Fold) && folds[person] != pair.Fold)
                {
                    shared.Add(person);
                }
            }
        }

        return [.. shared.Order(StringComparer.Ordinal)];
    }

    /// <summary>Refuses a split whose sides share people.</summary>
    /// <exception cref="LeakingSplitException">Somebody is on both sides.</exception>
    public static void RequireDisjoint(IEnumerable<string> train, IEnumerable<string> test)
    {
        string[] shared = [.. train.Intersect(test, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (shared.Length > 0)
        {
            throw new LeakingSplitException(shared);
        }
    }
}
