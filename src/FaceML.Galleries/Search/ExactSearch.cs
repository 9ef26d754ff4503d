using System.Buffers;
using System.Numerics.Tensors;

namespace FaceML.Galleries.Search;

/// <summary>
/// The best owners of rows by their fused scores, exactly: a first pass over rounded rows bounds each score, the rows of every owner that
/// could be among the best are compared as floats.
/// Blocks of rows are shared out to threads; several probes read a block together, because memory is what takes the time.
/// </summary>
internal static class ExactSearch
{
    // Scores of so many probes are held at once: 4 bytes a row and probe.
    private const int ProbesAtOnce = 16;

    /// <summary>Searches.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="rowsOf">The rows of each owner; null for an owner that does not exist (any more).</param>
    /// <param name="allowed">Which owners may be found; null for all.</param>
    /// <param name="mean">Whether an owner's score is the mean of the rows'; else it is the largest.</param>
    /// <param name="probes">The probes, of the table's dimension.</param>
    /// <param name="top">How many owners.</param>
    /// <param name="threads">The most threads.</param>
    /// <returns>For each probe owners and scores, the best first; equal scores by owner.</returns>
    public static IReadOnlyList<(int Slot, float Score)>[] Find(
        VectorTable table, IReadOnlyList<List<int>?> rowsOf, Func<int, bool>? allowed, bool mean,
            IReadOnlyList<ReadOnlyMemory<float>> probes, int top, int threads)
    {
        IReadOnlyList<(int, float)>[] results = new IReadOnlyList<(int, float)>[probes.Count];
        for (int first = 0; first < probes.Count; first += ProbesAtOnce)
        {
            int count = Math.Min(ProbesAtOnce, probes.Count - first);
            float[] scores = ArrayPool<float>.Shared.Rent(Math.Max(1, count * table.Count));
            try
            {
                ReadOnlyMemory<float>[] part = [.. probes.Skip(first).Take(count)];
                float[] slack = Score(table, part, scores, threads);
                Parallel.For(0, count, Limit(Math.Min(threads, count)), p =>
                {
                    ReadOnlySpan<float> mine = scores.AsSpan(p * table.Count, table.Count);
                    results[first + p] = Best(table, rowsOf, allowed, mean, part[p].Span, mine, slack[p], top);
                });
            }
            finally
            {
                ArrayPool<float>.Shared.Return(scores, clearArray: false);
            }
        }

        return results;
    }

    /// <summary>The exact fused score of one owner.</summary>
    public static float ScoreOf(VectorTable table, List<int> rows, bool mean, ReadOnlySpan<float> probe)
    {
        float best = float.NegativeInfinity;
        double sum = 0;
        foreach (int row in rows)
        {
            float score = table.Score(probe, row);
            best = Math.Max(best, score);
            sum += score;
        }

        return rows.Count == 0 ? float.NaN : mean ? (float)(sum / rows.Count) : best;
    }

    // A score for every row and probe; by how much at most those of each probe are wrong.
    private static float[] Score(VectorTable table, ReadOnlyMemory<float>[] probes, float[] scores, int threads)
    {
        int dimension = table.Dimension, count = table.Count;
        float[] scales = new float[probes.Length], slack = new float[probes.Length];
        short[] codes = new short[probes.Length * dimension];
        if (Rounding.IsSupported)
        {
            for (int p = 0; p < probes.Length; p++)
            {
                ReadOnlySpan<float> probe = probes[p].Span;
                (scales[p], float error) = Rounding.RoundProbe(probe, codes.AsSpan(p * dimension, dimension));
                // No row is longer than 1.2 (EmbeddingLength), rounded neither much.
                slack[p] = (TensorPrimitives.Norm(probe) * table.LargestError) + (error * 1.3f) + 1e-6f;
            }
        }

        Parallel.For(0, table.BlockCount, Limit(threads), b =>
        {
            VectorTable.Block block = table.BlockAt(b);
            int rows = table.RowsOf(b);
            Span<int> products = stackalloc int[VectorTable.BlockRows];
            for (int p = 0; p < probes.Length; p++)
            {
                Span<float> to = scores.AsSpan((p * count) + (b * VectorTable.BlockRows), rows);
                if (Rounding.IsSupported)
                {
                    Rounding.Multiply(codes.AsSpan(p * dimension, dimension), block.Codes, rows, products);
                    TensorPrimitives.ConvertTruncating<int, float>(products[..rows], to);
                    TensorPrimitives.Multiply(to, block.Scales.AsSpan(0, rows), to);
                    TensorPrimitives.Multiply(to, scales[p], to);
                }
                else
                {
                    for (int r = 0; r < rows; r++)
                    {
                        to[r] = TensorPrimitives.Dot(probes[p].Span, block.Floats.AsSpan(r * dimension, dimension));
                    }
                }
            }
        });
        return slack;
    }

    private static List<(int Slot, float Score)> Best(
        VectorTable table, IReadOnlyList<List<int>?> rowsOf, Func<int, bool>? allowed, bool mean, ReadOnlySpan<float> probe,
            ReadOnlySpan<float> scores, float slack, int top)
    {
        float[] fused = ArrayPool<float>.Shared.Rent(Math.Max(1, rowsOf.Count));
        try
        {
            Span<float> owners = fused.AsSpan(0, rowsOf.Count);
            Fuse(table, rowsOf, mean, scores, owners);
            PriorityQueue<int, float> heap = new(top + 1);
            float least = float.NegativeInfinity;
            for (int slot = 0; slot < owners.Length; slot++)
            {
                if (owners[slot] > least && (allowed is null || allowed(slot)))
                {
                    heap.Enqueue(slot, owners[slot]);
                    if (heap.Count > top)
                    {
                        heap.Dequeue();
                        _ = heap.TryPeek(out _, out least);
                    }
                }
            }

            // Who lies within both scores' errors of the last of the best could be one of them.
            float from = least - (2 * slack);
            List<(int Slot, float Score)> found = [];
            for (int slot = 0; slot < owners.Length; slot++)
            {
                if (owners[slot] >= from && owners[slot] > float.NegativeInfinity && (allowed is null || allowed(slot)))
                {
                    found.Add((slot, ScoreOf(table, rowsOf[slot]!, mean, probe)));
                }
            }

            found.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Slot.CompareTo(b.Slot));
            return found.Count > top ? found[..top] : found;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(fused);
        }
    }

    private static void Fuse(VectorTable table, IReadOnlyList<List<int>?> rowsOf, bool mean, ReadOnlySpan<float> scores, Span<float> owners)
    {
        owners.Fill(mean ? 0 : float.NegativeInfinity);
        for (int row = 0; row < scores.Length; row++)
        {
            ref float owner = ref owners[table.SlotOf(row)];
            owner = mean ? owner + scores[row] : Math.Max(owner, scores[row]);
        }

        for (int slot = 0; mean && slot < owners.Length; slot++)
        {
            owners[slot] = rowsOf[slot] is { Count: > 0 } rows ? owners[slot] / rows.Count : float.NegativeInfinity;
        }
    }

    private static ParallelOptions Limit(int threads) => new() { MaxDegreeOfParallelism = Math.Max(1, threads) };
}
