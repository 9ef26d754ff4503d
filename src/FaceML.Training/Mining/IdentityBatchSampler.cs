namespace FaceML.Training.Mining;

/// <summary>
/// Deals P×K batches: identities from a shuffled deck that is shuffled again when it is used up, and for each of them K of its
/// images without repetition (all of them when it has fewer). A batch never holds one identity twice. Holds no random state of its own.
/// </summary>
internal sealed class IdentityBatchSampler
{
    private readonly int[][] images;
    private readonly int identitiesPerBatch;
    private readonly int imagesPerIdentity;
    private readonly int count;

    /// <summary>Makes a sampler.</summary>
    /// <param name="labels">The identity of each image.</param>
    /// <param name="identitiesPerBatch">P, at least 1; taken as the number of identities where that is smaller.</param>
    /// <param name="imagesPerIdentity">K, at least 1.</param>
    public IdentityBatchSampler(ReadOnlySpan<int> labels, int identitiesPerBatch, int imagesPerIdentity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(identitiesPerBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(imagesPerIdentity, 1);
        var groups = new SortedDictionary<int, List<int>>();
        for (int i = 0; i < labels.Length; i++)
        {
            if (!groups.TryGetValue(labels[i], out List<int>? group))
            {
                groups.Add(labels[i], group = []);
            }

            group.Add(i);
        }

        images = [.. groups.Values.Select(g => g.ToArray())];
        this.identitiesPerBatch = Math.Min(identitiesPerBatch, images.Length);
        this.imagesPerIdentity = imagesPerIdentity;
        count = labels.Length;
    }

    /// <summary>Batches in an epoch: as many as it takes to deal as many images as there are.</summary>
    public int BatchesPerEpoch =>
        Math.Max(1, (count + identitiesPerBatch * imagesPerIdentity - 1) / Math.Max(1, identitiesPerBatch * imagesPerIdentity));

    /// <summary>Deals one epoch.</summary>
    /// <param name="random">What is drawn from.</param>
    /// <returns>The batches; each a list of image indices, those of one identity side by side.</returns>
    public IEnumerable<int[]> Epoch(TrainingRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var deck = new Queue<int>();
        for (int batch = 0; batch < BatchesPerEpoch; batch++)
        {
            var chosen = new List<int>(identitiesPerBatch * imagesPerIdentity);
            var dealt = new HashSet<int>();
            while (dealt.Count < identitiesPerBatch)
            {
                if (deck.Count == 0)
                {
                    int[] order = [.. Enumerable.Range(0, images.Length)];
                    random.Shuffle<int>(order);
                    order.ToList().ForEach(deck.Enqueue);
                }

                int identity = deck.Dequeue();
                if (dealt.Add(identity))
                {
                    Take(images[identity], random, chosen);
                }
                else
                {
                    // Drawn again in the same batch, because the deck was shuffled anew: its turn comes later.
                    deck.Enqueue(identity);
                }
            }

            yield return [.. chosen];
        }
    }

    private void Take(int[] all, TrainingRandom random, List<int> chosen)
    {
        int wanted = Math.Min(imagesPerIdentity, all.Length);
        // The first steps of a Fisher-Yates shuffle, on a copy: an order that stayed would be state that no checkpoint saves.
        int[] from = [.. all];
        for (int i = 0; i < wanted; i++)
        {
            int j = i + random.Next(from.Length - i);
            (from[i], from[j]) = (from[j], from[i]);
            chosen.Add(from[i]);
        }
    }
}
