namespace FaceML.Training.Networks;

/// <summary>
/// Deals batches of exactly one size: identities from a shuffled deck, of each of them K images in random order (all it has when there are
/// fewer), until the batch is full; the last may be cut short. An identity comes twice in a batch only where there are too few of them to
/// fill it.
/// </summary>
internal sealed class ImageDeck
{
    private readonly int[][] images;
    private readonly int rows;
    private readonly int perIdentity;
    private readonly int count;

    public ImageDeck(ReadOnlySpan<int> classes, int rows, int perIdentity)
    {
        images = [.. classes.ToArray().Select((label, image) => (label, image)).GroupBy(p => p.label).OrderBy(g => g.Key)
            .Select(g => g.Select(p => p.image).ToArray())];
        (this.rows, this.perIdentity, count) = (rows, perIdentity, classes.Length);
    }

    /// <summary>Batches that it takes to deal as many images as there are.</summary>
    public int BatchesPerEpoch => (count + rows - 1) / rows;

    /// <summary>Deals batches.</summary>
    public IEnumerable<int[]> Deal(int batches, TrainingRandom random)
    {
        var deck = new Queue<int>();
        for (int batch = 0; batch < batches; batch++)
        {
            var chosen = new List<int>(rows);
            var dealt = new HashSet<int>();
            while (chosen.Count < rows)
            {
                if (deck.Count == 0)
                {
                    int[] order = [.. Enumerable.Range(0, images.Length)];
                    random.Shuffle<int>(order);
                    Array.ForEach(order, deck.Enqueue);
                }

                int identity = deck.Dequeue();
                if (!dealt.Add(identity) && dealt.Count < images.Length)
                {
                    // Drawn again in the same batch, because the deck was shuffled anew: its turn comes later.
                    deck.Enqueue(identity);
                    continue;
                }

                int[] own = [.. images[identity]];
                random.Shuffle<int>(own);
                chosen.AddRange(own.Take(Math.Min(perIdentity, rows - chosen.Count)));
            }

            yield return [.. chosen];
        }
    }
}
