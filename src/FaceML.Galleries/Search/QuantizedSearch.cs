using System.Security.Cryptography;

namespace FaceML.Galleries.Search;

/// <summary>
/// The owners of rows that can have the best fused scores, by rows without floats. A first pass estimates all scores by a bit a number;
/// those that can be among the best are estimated by two in a second pass, and what is left is compared by 8. Whether a score can be is
/// decided by its estimate and some standard deviations of its error, so that one of the best is missed now and then: fewer than 1 in 100.
/// Blocks of rows are shared out to threads; several probes read a block together, because memory is what takes the time.
/// </summary>
internal sealed class QuantizedSearch
{
    // How far a score may lie above its estimate by one bit: of a normal distribution 1 in 161 lies farther up. Half a deviation more lets
    // twice as many rows through to the second bits.
    private const float SignDeviations = 2.5f;

    // By more bits: 1 in 31,574; by 4 bits about 1 in 741, because rounding to the middle of 16 codes makes scores smaller by a hundredth.
    private const float RoundedDeviations = 4;

    // What is left of the rows is held for so many probes at once.
    private const int ProbesAtOnce = 16;

    // Permutations, signs and transforms that make of any row one whose numbers are as good as normal.
    private const int RotationRounds = 3;

    private readonly VectorTable table;
    private readonly IReadOnlyList<List<int>?> rowsOf;
    private readonly Func<int, bool>? allowed;
    private readonly bool mean;
    private readonly SignProbe signs;
    private readonly RoundedProbe rounded;
    private readonly Remaining[][] remaining;
    private readonly BestOwners best;
    private readonly List<(int Slot, float Bound)> candidates = [];

    private QuantizedSearch(
        VectorTable table, IReadOnlyList<List<int>?> rowsOf, Func<int, bool>? allowed, bool mean, ReadOnlySpan<float> probe, int top)
    {
        (this.table, this.rowsOf, this.allowed, this.mean) = (table, rowsOf, allowed, mean);
        float[] rotated = table.Rotation!.Apply(probe);
        signs = new(rotated, SignDeviations);
        rounded = new(rotated, RoundedDeviations / MathF.Sqrt(Math.Max(1, probe.Length - 1)));
        (remaining, best) = (new Remaining[table.BlockCount][], new(top));
    }

    /// <summary>What rotates the rows of a dimension, the same in every process.</summary>
    public static RenewableTransform RotationOf(int dimension) =>
        new(SHA256.HashData("FaceML quantized search"u8), dimension, RotationRounds);

    /// <summary>Searches.</summary>
    /// <param name="table">The rows, quantized.</param>
    /// <param name="rowsOf">The rows of each owner; null for an owner that does not exist (any more).</param>
    /// <param name="allowed">Which owners may be found, asked from several threads; null for all.</param>
    /// <param name="mean">Whether an owner's score is the mean of the rows'; else it is the largest.</param>
    /// <param name="probes">The probes, of the table's dimension.</param>
    /// <param name="top">How many owners are wanted.</param>
    /// <param name="threads">The most threads.</param>
    /// <returns>For each probe the owners that can be among the best, in no order: as many as are wanted, and a few more that 8 bits do not
    /// tell from them.</returns>
    public static IReadOnlyList<int>[] Find(
        VectorTable table, IReadOnlyList<List<int>?> rowsOf, Func<int, bool>? allowed, bool mean,
            IReadOnlyList<ReadOnlyMemory<float>> probes, int top, int threads)
    {
        List<IReadOnlyList<int>> results = [];
        foreach (ReadOnlyMemory<float>[] part in probes.Chunk(ProbesAtOnce))
        {
            QuantizedSearch[] searches =
                [.. part.Select(probe => new QuantizedSearch(table, rowsOf, allowed, mean, probe.Span, top))];
            table.ForBlocks(searches, threads, (search, block) => search.Estimate(block));
            table.ForBlocks(searches, threads, (search, block) => search.CompareRest(block));
            results.AddRange(searches.Select(search => (IReadOnlyList<int>)
                [.. search.candidates.Where(of => of.Bound >= search.best.Least).Select(of => of.Slot)]));
        }

        return [.. results];
    }

    private void Estimate(int number)
    {
        SignPlane plane = table.BlockAt(number).Signs!;
        int rows = table.RowsOf(number);
        Span<float> estimates = stackalloc float[VectorTable.BlockRows];
        Span<int> selected = stackalloc int[VectorTable.BlockRows];
        foreach (int row in selected[..signs.Estimate(plane, best.Least, estimates, selected)])
        {
            if (row < rows && estimates[row] >= best.Least)
            {
                CompareRow(number, row);
                // Equal to nothing and no less: not to be selected again.
                estimates[row] = float.NaN;
            }
        }

        selected = selected[..signs.Select(plane, estimates, best.Least, selected)];
        Remaining[] left = remaining[number] = new Remaining[selected.Length];
        for (int i = 0; i < selected.Length; i++)
        {
            int row = selected[i];
            left[i] = new(row, signs.Bound(plane, row, estimates[row]), estimates[row] / plane.Factors[row]);
        }
    }

    // What the best are is all but known now: of what could be among them when its block was read, half can no more.
    private void CompareRest(int number)
    {
        VectorTable.Block block = table.BlockAt(number);
        SignPlane plane = block.Signs!;
        int rows = table.RowsOf(number), count = 0;
        float least = best.Least;
        Remaining[] left = remaining[number];
        Span<int> selected = stackalloc int[left.Length];
        foreach (Remaining one in left)
        {
            if (one.Bound >= least)
            {
                Rounding.Prefetch(plane.SecondsOf(one.Row));
            }
        }

        foreach (Remaining one in left)
        {
            if (one.Bound >= least && one.Row < rows && rounded.CanReach(plane, one.Row, one.Signs, least))
            {
                Rounding.Prefetch(block.HighOf(one.Row));
                selected[count++] = one.Row;
            }
        }

        foreach (int row in selected[..count])
        {
            CompareRow(number, row);
        }
    }

    private void CompareRow(int number, int row)
    {
        if (rounded.CanReach(table.BlockAt(number), row, best.Least)
            && table.SlotOf((number * VectorTable.BlockRows) + row) is int slot && (allowed is null || allowed(slot)))
        {
            Compare(slot);
        }
    }

    private void Compare(int slot)
    {
        List<int> rows = rowsOf[slot]!;
        if (rows.Count > 1 && !best.TryClaim(slot))
        {
            return;
        }

        (float largest, float reach, double sum, double errors) = (float.NegativeInfinity, float.NegativeInfinity, 0, 0);
        foreach (int row in rows)
        {
            VectorTable.Block block = table.BlockAt(row / VectorTable.BlockRows);
            int within = row % VectorTable.BlockRows;
            (float score, float error) = rounded.Score(block, within, rounded.Estimate(block, within));
            (largest, reach, sum, errors) = (Math.Max(largest, score - error), Math.Max(reach, score + error), sum + score, errors + error);
        }

        (float least, float most) = mean
            ? ((float)((sum - errors) / rows.Count), (float)((sum + errors) / rows.Count))
            : (largest, reach);
        if (most >= best.Least)
        {
            best.Offer(slot, least);
            lock (candidates)
            {
                candidates.Add((slot, most));
            }
        }
    }

    /// <summary>A row that was not compared yet.</summary>
    /// <param name="Row">The row within its block.</param>
    /// <param name="Bound">How large its score can be.</param>
    /// <param name="Signs">The product of the probe with its signs.</param>
    private readonly record struct Remaining(int Row, float Bound, float Signs);
}
