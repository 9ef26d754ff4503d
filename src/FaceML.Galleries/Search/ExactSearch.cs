using System.Buffers;

namespace FaceML.Galleries.Search;

/// <summary>
/// The best owners of rows by their fused scores, exactly. A first pass estimates all scores by the high plane of rounded rows and compares
/// as floats what looks like being among the best; a second pass compares what could be among them all the same, by the bounds of
/// <see cref="RoundedProbe"/>.
/// Blocks of rows are shared out to threads; several probes read a block together, because memory is what takes the time.
/// </summary>
internal sealed class ExactSearch
{
    // Estimates for so many probes are held at once: 4 bytes a row and probe.
    private const int ProbesAtOnce = 16;

    // A row's bits are asked for so many rows before they are read.
    private const int RowsAhead = 8;

    private readonly VectorTable table;
    private readonly IReadOnlyList<List<int>?> rowsOf;
    private readonly Func<int, bool>? allowed;
    private readonly bool mean;
    private readonly ReadOnlyMemory<float> probe;
    private readonly Memory<float> estimates;
    private readonly RoundedProbe? rounded;
    private readonly BestOwners best;

    private ExactSearch(
        VectorTable table, IReadOnlyList<List<int>?> rowsOf, Func<int, bool>? allowed, bool mean, ReadOnlyMemory<float> probe, int top,
            Memory<float> estimates)
    {
        (this.table, this.rowsOf, this.allowed, this.mean, this.probe, this.estimates) = (table, rowsOf, allowed, mean, probe, estimates);
        rounded = Rounding.IsSupported ? new(probe.Span) : null;
        best = new(top);
    }

    /// <summary>Searches.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="rowsOf">The rows of each owner; null for an owner that does not exist (any more).</param>
    /// <param name="allowed">Which owners may be found, asked from several threads; null for all.</param>
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
        int rows = table.BlockCount * VectorTable.BlockRows;
        for (int first = 0; first < probes.Count; first += ProbesAtOnce)
        {
            int count = Math.Min(ProbesAtOnce, probes.Count - first);
            float[] estimates = ArrayPool<float>.Shared.Rent(Math.Max(1, count * rows));
            try
            {
                ExactSearch[] searches =
                [
                    .. probes.Skip(first).Take(count).Select(
                        (probe, p) => new ExactSearch(table, rowsOf, allowed, mean, probe, top, estimates.AsMemory(p * rows, rows))),
                ];
                table.ForBlocks(searches, threads, (search, block) => search.Estimate(block));
                if (Rounding.IsSupported)
                {
                    table.ForBlocks(searches, threads, (search, block) => search.CompareRest(block));
                }

                for (int p = 0; p < count; p++)
                {
                    results[first + p] = searches[p].best.ToList();
                }
            }
            finally
            {
                ArrayPool<float>.Shared.Return(estimates);
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

    // No mean is larger than the largest: an owner without a row that could be among the best is not among them.
    private void Estimate(int number)
    {
        VectorTable.Block block = table.BlockAt(number);
        int rows = table.RowsOf(number);
        if (rounded is null)
        {
            for (int row = 0; row < rows; row++)
            {
                int slot = SlotOf(number, row);
                if (IsAllowed(slot) && TensorPrimitives.Dot(probe.Span, block.FloatsOf(row)) >= best.Least)
                {
                    Compare(slot);
                }
            }

            return;
        }

        Span<int> selected = stackalloc int[VectorTable.BlockRows];
        Span<float> mine = EstimatesOf(number);
        foreach (int row in selected[..rounded.Estimate(block, best.Least, mine, selected)])
        {
            if (row < rows && mine[row] >= best.Least)
            {
                int slot = SlotOf(number, row);
                if (IsAllowed(slot))
                {
                    Compare(slot);
                }

                // Equal to nothing and no less: not to be selected again.
                mine[row] = float.NaN;
            }
        }
    }

    private void CompareRest(int number)
    {
        VectorTable.Block block = table.BlockAt(number);
        int rows = table.RowsOf(number);
        Span<int> selected = stackalloc int[VectorTable.BlockRows];
        Span<float> mine = EstimatesOf(number);
        selected = selected[..rounded!.Select(block, mine, best.Least, selected)];
        for (int i = 0; i < selected.Length; i++)
        {
            Rounding.Prefetch(block.MiddleOf(selected[Math.Min(i + RowsAhead, selected.Length - 1)]));
            int row = selected[i];
            if (row < rows && SlotOf(number, row) is int slot && IsAllowed(slot) && rounded.CanReach(block, row, mine[row], best.Least))
            {
                Compare(slot);
            }
        }
    }

    private Span<float> EstimatesOf(int number) => estimates.Span.Slice(number * VectorTable.BlockRows, VectorTable.BlockRows);

    private int SlotOf(int number, int row) => table.SlotOf((number * VectorTable.BlockRows) + row);

    private bool IsAllowed(int slot) => allowed is null || allowed(slot);

    private void Compare(int slot)
    {
        List<int> rows = rowsOf[slot]!;
        if (rows.Count == 1 || best.TryClaim(slot))
        {
            best.Offer(slot, ScoreOf(table, rows, mean, probe.Span));
        }
    }
}
