namespace FaceML.Evaluation.AllPairs;

/// <summary>The best pairs seen, at most a given number, in a total order: what is kept does not depend on the order of arrival.</summary>
internal sealed class BoundedTail(int capacity, bool largest)
{
    private readonly Comparison<ScoredPair> order = largest
        ? (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : Rows(a, b)
        : (a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : Rows(a, b);

    private readonly List<ScoredPair> pairs = [];

    /// <summary>No score on the far side of it can enter any more; one equal to it still may.</summary>
    public float Cut { get; private set; } = capacity == 0 ? (largest ? float.PositiveInfinity : float.NegativeInfinity)
        : largest ? float.NegativeInfinity : float.PositiveInfinity;

    public void Add(int first, int second, float score)
    {
        if (capacity == 0)
        {
            return;
        }

        pairs.Add(first < second ? new ScoredPair(first, second, score) : new ScoredPair(second, first, score));
        if (pairs.Count >= 2L * capacity && pairs.Count >= 64)
        {
            Shrink();
        }
    }

    public void AddAll(BoundedTail other)
    {
        pairs.AddRange(other.pairs);
        Shrink();
    }

    public ScoredPair[] Sorted()
    {
        Shrink();
        return [.. pairs];
    }

    private void Shrink()
    {
        pairs.Sort(order);
        if (pairs.Count > capacity)
        {
            pairs.RemoveRange(capacity, pairs.Count - capacity);
        }

        if (pairs.Count == capacity && capacity > 0)
        {
            Cut = pairs[^1].Score;
        }
    }

    private static int Rows(ScoredPair a, ScoredPair b) => a.First != b.First ? a.First.CompareTo(b.First) : a.Second.CompareTo(b.Second);
}
