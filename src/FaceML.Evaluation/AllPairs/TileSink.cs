using System.Runtime.Intrinsics;

namespace FaceML.Evaluation.AllPairs;

/// <summary>One thread's counts and tails, fed tile by tile.</summary>
internal sealed unsafe class TileSink
{
    private readonly int[] order;
    private readonly int[] identities;
    private readonly float low;
    private readonly float scale;
    private readonly int bins;

    // Counted in 32 bits and emptied into 64 before they can overflow: half the cache.
    private readonly uint[] recent;
    private uint recentCount;

    /// <param name="order">The original row of each place.</param>
    /// <param name="identities">The person at each place, rising.</param>
    /// <param name="options">Bins and sizes of the tails.</param>
    public TileSink(int[] order, int[] identities, AllPairsOptions options)
    {
        (this.order, this.identities, low, bins) = (order, identities, options.Low, options.Bins);
        scale = bins / (options.High - options.Low);
        recent = new uint[bins];
        Impostor = new long[bins];
        Genuine = new long[bins];
        Largest = new BoundedTail(options.LargestImpostors, largest: true);
        Smallest = new BoundedTail(options.SmallestGenuine, largest: false);
    }

    public long[] Impostor { get; }

    public long[] Genuine { get; }

    public BoundedTail Largest { get; }

    public BoundedTail Smallest { get; }

    /// <summary>Takes a tile whose first place is (row, column).</summary>
    public void Take(float* tile, int row, int column)
    {
        int lastRow = Math.Min(row + DotTile.Rows, order.Length) - 1;
        bool whole = row + DotTile.Rows <= order.Length && column + DotTile.Columns <= order.Length;
        if (whole && identities[lastRow] < identities[column])
        {
            TakeImpostors(tile, row, column);
        }
        else
        {
            TakeEach(tile, row, column);
        }
    }

    public void Flush()
    {
        for (int i = 0; i < bins; i++)
        {
            Impostor[i] += recent[i];
        }

        Array.Clear(recent);
        recentCount = 0;
    }

    // The common case: people are in order, so a tile away from the diagonal has nothing but impostor comparisons.
    private void TakeImpostors(float* tile, int row, int column)
    {
        const uint fullAt = uint.MaxValue - (DotTile.Rows * DotTile.Columns);
        if (recentCount > fullAt)
        {
            Flush();
        }

        recentCount += DotTile.Rows * DotTile.Columns;
        Vector256<float> lowest = Vector256.Create(low), scales = Vector256.Create(scale), last = Vector256.Create(bins - 1f);
        Vector256<float> cut = Vector256.Create(Largest.Cut);
        fixed (uint* counts = recent)
        {
            for (int at = 0; at < DotTile.Rows * DotTile.Columns; at += Vector256<float>.Count)
            {
                Vector256<float> scores = Vector256.Load(tile + at);
                Vector256<float> place = Vector256.Min(Vector256.Max((scores - lowest) * scales, Vector256<float>.Zero), last);
                Vector256<int> bin = Vector256.ConvertToInt32(place);
                counts[bin.GetElement(0)]++;
                counts[bin.GetElement(1)]++;
                counts[bin.GetElement(2)]++;
                counts[bin.GetElement(3)]++;
                counts[bin.GetElement(4)]++;
                counts[bin.GetElement(5)]++;
                counts[bin.GetElement(6)]++;
                counts[bin.GetElement(7)]++;
                if (Vector256.GreaterThanOrEqualAny(scores, cut))
                {
                    for (int lane = 0; lane < Vector256<float>.Count; lane++)
                    {
                        float score = tile[at + lane];
                        if (score >= Largest.Cut)
                        {
                            Largest.Add(order[row + ((at + lane) / DotTile.Columns)], order[column + ((at + lane) % DotTile.Columns)],
                                score);
                        }
                    }

                    cut = Vector256.Create(Largest.Cut);
                }
            }
        }
    }

    private void TakeEach(float* tile, int row, int column)
    {
        for (int r = 0; r < DotTile.Rows && row + r < order.Length; r++)
        {
            for (int c = Math.Max(0, row + r + 1 - column); c < DotTile.Columns && column + c < order.Length; c++)
            {
                float score = tile[(r * DotTile.Columns) + c];
                int bin = ScoreHistogram.Bin(score, low, scale, bins);
                bool genuine = identities[row + r] == identities[column + c];
                (genuine ? Genuine : Impostor)[bin]++;
                if (genuine ? score <= Smallest.Cut : score >= Largest.Cut)
                {
                    (genuine ? Smallest : Largest).Add(order[row + r], order[column + c], score);
                }
            }
        }
    }
}
