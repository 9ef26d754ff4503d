namespace FaceML.Galleries.Search;

/// <summary>The best of those that were offered so far, by exact scores; of equal scores the lower slot. Thread-safe.</summary>
internal sealed class BestOwners(int top)
{
    private readonly Lock changing = new();
    private readonly HashSet<int> claimed = [];
    private readonly PriorityQueue<int, (float Score, int Order)> best = new();
    private volatile float least = float.NegativeInfinity;

    /// <summary>No lower score is among the best.</summary>
    public float Least => least;

    /// <summary>Whether an owner was not claimed before: owners of several rows are seen several times, and offered once.</summary>
    public bool TryClaim(int slot)
    {
        lock (changing)
        {
            return claimed.Add(slot);
        }
    }

    public void Offer(int slot, float score)
    {
        lock (changing)
        {
            if (best.Count < top)
            {
                best.Enqueue(slot, (score, -slot));
            }
            else
            {
                best.EnqueueDequeue(slot, (score, -slot));
            }

            if (best.Count == top && best.TryPeek(out _, out (float Score, int Order) last))
            {
                least = last.Score;
            }
        }
    }

    /// <summary>The best first; equal scores by slot.</summary>
    public IReadOnlyList<(int Slot, float Score)> ToList() =>
        [.. best.UnorderedItems.Select(item => (item.Element, item.Priority.Score))
            .OrderByDescending(found => found.Score).ThenBy(found => found.Element)];
}
