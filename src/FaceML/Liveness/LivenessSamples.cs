namespace FaceML.Liveness;

/// <summary>Described faces with what they are, whom they show and what they weigh.</summary>
/// <param name="Faces">The faces.</param>
/// <param name="Live">Whether each is live.</param>
/// <param name="Species">The species of each attack; −1 for live faces.</param>
/// <param name="People">The person of each.</param>
internal sealed record LivenessSamples(LivenessDescription[] Faces, bool[] Live, int[] Species, int[] People)
{
    /// <summary>How many there are.</summary>
    public int Count => Faces.Length;

    /// <summary>Some of them.</summary>
    public LivenessSamples Take(IReadOnlyList<int> rows) =>
        new([.. rows.Select(i => Faces[i])], [.. rows.Select(i => Live[i])], [.. rows.Select(i => Species[i])],
            [.. rows.Select(i => People[i])]);

    /// <summary>
    /// Weights by which every species counts alike, and within a species (or among live faces) every person; their sum is 1 for each kind.
    /// </summary>
    public double[] Weights()
    {
        Dictionary<(int, int), int> images = Enumerable.Range(0, Count).GroupBy(i => (Species[i], People[i]))
            .ToDictionary(group => group.Key, group => group.Count());
        Dictionary<int, int> people = images.Keys.GroupBy(key => key.Item1).ToDictionary(group => group.Key, group => group.Count());
        int species = people.Keys.Count(number => number >= 0);
        return [.. Enumerable.Range(0, Count)
            .Select(i => 1.0 / ((Live[i] ? 1 : species) * people[Species[i]] * (double)images[(Species[i], People[i])]))];
    }

    /// <summary>Puts everybody into a fold, so that folds hold about equally many live faces and attacks.</summary>
    /// <param name="most">The most folds; fewer people make fewer.</param>
    /// <param name="seed">Decides among equals.</param>
    /// <returns>The fold of each sample.</returns>
    public int[] Folds(int most, int seed)
    {
        var people = Enumerable.Range(0, Count).GroupBy(i => People[i]).OrderBy(group => group.Key)
            .Select(group => (Rows: group.ToArray(), Live: group.Count(i => Live[i]), Attacks: group.Count(i => !Live[i]))).ToArray();
        new Random(seed).Shuffle(people);
        int count = Math.Min(most, people.Length);
        (double Live, double Attacks)[] load = new (double, double)[count];
        double live = Live.Count(l => l), attacks = Count - live;
        int[] folds = new int[Count];
        foreach (var person in people.OrderByDescending(person => person.Live / live + person.Attacks / attacks))
        {
            int fold = Enumerable.Range(0, count).MinBy(f =>
                Square(load[f].Live + person.Live / live) + Square(load[f].Attacks + person.Attacks / attacks) - Square(
                load[f].Live) - Square(load[f].Attacks));
            load[fold] = (load[fold].Live + person.Live / live, load[fold].Attacks + person.Attacks / attacks);
            Array.ForEach(person.Rows, i => folds[i] = fold);
        }

        return folds;
    }

    private static double Square(double value) => value * value;
}
