namespace FaceML.Galleries.Tests.Search;

[TestClass]
public sealed class ExactSearchTests
{
    [TestMethod]
    [DataRow(64, 1)]
    [DataRow(100, 2)]
    [DataRow(512, 2)]
    public void the_best_of_many_are_those_of_plain_comparison(int dimension, int threads)
    {
        Random random = new(dimension);
        // Crowded: everybody is like one of twenty, so that many scores lie closer together than 8 bits tell apart.
        float[][] centers = [.. Enumerable.Range(0, 20).Select(_ => Draw.Unit(random, dimension))];
        float[][] rows = [.. Enumerable.Range(0, 3000).Select(i => Draw.Near(random, centers[i % 20], 0.995))];
        VectorTable table = new(dimension);
        List<List<int>?> owners = [.. rows.Select((row, i) => (List<int>?)[table.Add(i, row)])];
        ReadOnlyMemory<float>[] probes =
            [.. Enumerable.Range(0, 37).Select(i => (ReadOnlyMemory<float>)Draw.Near(random, centers[i % 20], 0.99))];

        IReadOnlyList<(int Slot, float Score)>[] found = ExactSearch.Find(table, owners, null, false, probes, 10, threads);

        for (int p = 0; p < probes.Length; p++)
        {
            (int, float)[] expected =
                [.. rows.Select((_, i) => (i, table.Score(probes[p].Span, i))).OrderByDescending(s => s.Item2).ThenBy(s => s.i).Take(10)];
            CollectionAssert.AreEqual(expected, found[p].ToArray());
        }
    }

    [TestMethod]
    public void rounded_scores_differ_by_no_more_than_is_allowed_for()
    {
        Random random = new(7);
        for (int trial = 0; trial < 300; trial++)
        {
            int dimension = random.Next(2, 700);
            float[] row = trial % 3 == 0 ? Spike(dimension, trial) : Draw.Unit(random, dimension), probe = trial % 5 == 0
                ? Spike(dimension, trial + 1) : Draw.Unit(random, dimension);
            sbyte[] codes = new sbyte[dimension];
            short[] asked = new short[dimension];
            (float scale, float error) = Rounding.Round(row, codes);
            (float probeScale, float probeError) = Rounding.RoundProbe(probe, asked);
            int[] product = new int[1];
            if (!Rounding.IsSupported)
            {
                Assert.Inconclusive("This machine compares floats at once.");
            }

            Rounding.Multiply(asked, codes, 1, product);
            Assert.AreEqual(asked.Zip(codes, (a, b) => (long)a * b).Sum(), product[0]);
            Assert.IsLessThanOrEqualTo(
                error + (probeError * 1.01f) + 1e-6f, Math.Abs(Draw.Dot(row, probe) - (scale * probeScale * product[0])));
        }
    }

    [TestMethod]
    public void removed_rows_leave_no_number_behind_and_the_others_are_found()
    {
        Random random = new(8);
        VectorTable table = new(Draw.Dimension);
        float[][] rows = [.. Enumerable.Range(0, 1500).Select(_ => Draw.Unit(random))];
        for (int i = 0; i < rows.Length; i++)
        {
            table.Add(i, rows[i]);
        }

        // Row numbers change as the last row moves, so each is looked for.
        foreach (int gone in Enumerable.Range(0, rows.Length).Where(i => i % 3 != 0))
        {
            table.Remove(Enumerable.Range(0, table.Count).First(row => table.SlotOf(row) == gone));
        }

        Assert.AreEqual(500, table.Count);
        Assert.IsTrue(
            Enumerable.Range(0, table.Count).All(row => table[row].SequenceEqual(rows[table.SlotOf(row)]) && table.SlotOf(row) % 3 == 0));
        VectorTable.Block last = table.BlockAt(table.BlockCount - 1);
        Assert.IsTrue(last.Floats.AsSpan(table.RowsOf(table.BlockCount - 1) * Draw.Dimension).IndexOfAnyExcept(0f) < 0);
    }

    private static float[] Spike(int dimension, int at)
    {
        float[] spike = new float[dimension];
        spike[at % dimension] = 1;
        return spike;
    }
}
