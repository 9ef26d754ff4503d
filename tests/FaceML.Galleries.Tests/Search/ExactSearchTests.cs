namespace FaceML.Galleries.Tests.Search;

[TestClass]
public sealed class ExactSearchTests
{
    [TestMethod]
    [DataRow(2, 1)]
    [DataRow(33, 2)]
    [DataRow(64, 1)]
    [DataRow(100, 2)]
    [DataRow(512, 2)]
    [DataRow(700, 3)]
    public void the_best_of_many_are_those_of_plain_comparison(int dimension, int threads)
    {
        Random random = new(dimension);
        float[][] centers = [.. Enumerable.Range(0, 20).Select(_ => Draw.Unit(random, dimension))];
        // Crowded: everybody is like one of twenty, so that many scores lie closer together than 8 bits tell apart.
        AssertExact(random, [.. Enumerable.Range(0, 3000).Select(i => Draw.Near(random, centers[i % 20], 0.995))], 3000, threads);
        // Anywhere: many scores lie closer together than 4 bits tell apart.
        AssertExact(random, [.. Enumerable.Range(0, 3000).Select(_ => Draw.Unit(random, dimension))], 3000, threads);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void owners_of_several_rows_are_found_once_by_their_largest_or_mean_score(int threads)
    {
        Random random = new(threads);
        float[][] centers = [.. Enumerable.Range(0, 700).Select(_ => Draw.Unit(random))];
        AssertExact(random, [.. Enumerable.Range(0, 2100).Select(i => Draw.Near(random, centers[i % 700], 0.9))], 700, threads);
    }

    [TestMethod]
    public void of_equal_scores_those_of_the_first_owners_are_returned()
    {
        Random random = new(3);
        float[][] different = [.. Enumerable.Range(0, 3).Select(_ => Draw.Unit(random))];
        AssertExact(random, [.. Enumerable.Range(0, 2000).Select(i => different[i % 3])], 2000, 2);
    }

    [TestMethod]
    public void vectors_of_zeros_tiny_numbers_and_single_numbers_are_compared_as_others_are()
    {
        Random random = new(4);
        float[][] rows =
        [
            .. Enumerable.Range(0, 1500).Select(i => (i % 4) switch
            {
                0 => new float[Draw.Dimension],
                1 => Spike(Draw.Dimension, i),
                2 => [.. Draw.Unit(random).Select(x => x * 1e-36f)],
                _ => Draw.Unit(random),
            }),
        ];
        AssertExact(random, rows, 1500, 2);
        AssertExact(random, [.. rows.Select(_ => new float[Draw.Dimension])], 1500, 2);
    }

    [TestMethod]
    public void rounded_scores_differ_by_no_more_than_is_allowed_for()
    {
        if (!Rounding.IsSupported)
        {
            Assert.Inconclusive("This machine compares floats at once.");
        }

        Random random = new(7);
        for (int trial = 0; trial < 300; trial++)
        {
            int dimension = random.Next(2, 700);
            float[] row = trial % 3 == 0 ? Spike(dimension, trial) : Draw.Unit(random, dimension), probe = trial % 5 == 0
                ? Spike(dimension, trial + 1) : Draw.Unit(random, dimension);
            VectorTable table = new(dimension);
            table.Add(0, row);
            VectorTable.Block block = table.BlockAt(0);
            RoundedProbe rounded = new(probe);
            float[] estimates = new float[8];
            int[] selected = new int[8];
            // The dot product, and by how much a bound may lie above: half a step of 1/127 of the largest number, for row and probe.
            float score = Draw.Dot(row, probe), reach = (Step(row) + Step(probe)) * 1.4f * MathF.Sqrt(dimension) + 1e-4f;

            rounded.Estimate(block, float.PositiveInfinity, estimates, selected);

            Assert.Contains(0, selected[..rounded.Select(block, estimates, score, selected)]);
            Assert.IsTrue(rounded.CanReach(block, 0, estimates[0], score));
            Assert.IsFalse(rounded.CanReach(block, 0, estimates[0], score + reach));
            Assert.DoesNotContain(0, selected[..rounded.Select(block, estimates, score + (16 * reach), selected)]);
        }

        static float Step(float[] vector) => vector.Max(Math.Abs) / 127;
    }

    [TestMethod]
    public void products_are_those_of_whole_numbers()
    {
        if (!Rounding.IsSupported)
        {
            Assert.Inconclusive("This machine compares floats at once.");
        }

        Random random = new(9);
        foreach (int dimension in (int[])[2, 31, 64, 65, 512, 1000, 8192])
        {
            int bytes = Rounding.BytesOf(dimension), middleBytes = Rounding.MiddleBytesOf(dimension);
            sbyte[] codes = [.. Enumerable.Range(0, 8 * middleBytes).Select(i => (sbyte)(i % 3 == 0 ? random.Next(-127, 128) : 127))];
            // The first row's numbers are the largest.
            byte[] plane = new byte[2 * bytes], middle = new byte[middleBytes];
            Array.Fill(plane, (byte)0xFF, 0, bytes);
            random.NextBytes(plane.AsSpan(bytes));
            random.NextBytes(middle);
            int[] products = new int[2];

            Rounding.Multiply(codes, plane, bytes, products);

            for (int row = 0; row < 2; row++)
            {
                byte[] mine = plane[(row * bytes)..((row + 1) * bytes)];
                Assert.AreEqual(Nibbles(mine).Zip(codes, (a, b) => a * b).Sum(), products[row]);
                Assert.AreEqual(products[row], Rounding.Multiply(codes, mine));
            }

            Assert.AreEqual(Bits(middle).Zip(codes, (a, b) => a * b).Sum(), Rounding.MultiplyMiddle(codes, middle));
        }

        static IEnumerable<int> Bits(byte[] row) =>
            row.Chunk(32).SelectMany(group => Enumerable.Range(0, 256).Select(i => (group[i % 32] >> (i / 32)) & 1));

        static IEnumerable<int> Nibbles(byte[] row) =>
            row.Chunk(32).SelectMany(group => group.Select(both => both & 15).Concat(group.Select(both => both >> 4)));
    }

    [TestMethod]
    public void removed_rows_leave_no_number_behind_and_the_others_are_found()
    {
        Random random = new(8);
        VectorTable table = new(Draw.Dimension);
        float[][] rows = [.. Enumerable.Range(0, 1500).Select(_ => Draw.Unit(random))];
        List<List<int>?> owners = [.. rows.Select((row, i) => (List<int>?)[table.Add(i, row)])];

        foreach (int gone in Enumerable.Range(0, rows.Length).Where(i => i % 3 != 0))
        {
            int row = owners[gone]![0], moved = table.Remove(row);
            owners[gone] = null;
            if (moved >= 0)
            {
                owners[moved] = [row];
            }
        }

        Assert.AreEqual(500, table.Count);
        Assert.IsTrue(
            Enumerable.Range(0, table.Count).All(row => table[row].SequenceEqual(rows[table.SlotOf(row)]) && table.SlotOf(row) % 3 == 0));
        VectorTable.Block last = table.BlockAt(table.BlockCount - 1);
        int left = table.RowsOf(table.BlockCount - 1);
        Assert.IsLessThan(0, last.Floats.AsSpan(left * Draw.Dimension).IndexOfAnyExcept(0f));
        foreach (byte[] plane in (byte[][])[last.High, last.Middle, last.Low])
        {
            Assert.IsLessThan(0, plane.AsSpan(left * plane.Length / VectorTable.BlockRows).IndexOfAnyExcept((byte)0));
        }

        foreach (float[] numbers in (float[][])[last.Scales, last.HighErrors, last.MiddleErrors, last.Errors])
        {
            Assert.IsLessThan(0, numbers.AsSpan(left).IndexOfAnyExcept(0f));
        }

        AssertExact(random, table, owners, 2);
    }

    // Owner i % count has row i.
    private static void AssertExact(Random random, float[][] rows, int count, int threads)
    {
        VectorTable table = new(rows[0].Length);
        List<List<int>?> owners = [.. Enumerable.Range(0, count).Select(_ => (List<int>?)[])];
        for (int i = 0; i < rows.Length; i++)
        {
            owners[i % count]!.Add(table.Add(i % count, rows[i]));
        }

        AssertExact(random, table, owners, threads);
    }

    private static void AssertExact(Random random, VectorTable table, List<List<int>?> owners, int threads)
    {
        ReadOnlyMemory<float>[] probes =
        [
            .. Enumerable.Range(0, 20).Select(
                i => i == 0 ? new float[table.Dimension] : Draw.Near(random, table[random.Next(table.Count)].ToArray(), 0.05 * i)),
        ];
        foreach ((bool mean, Func<int, bool>? allowed, int top) in ((bool, Func<int, bool>?, int)[])
            [(false, null, 10), (true, null, 10), (false, slot => slot % 7 == 2, 3), (true, slot => slot == 5, 4), (false, null, 5000)])
        {
            IReadOnlyList<(int Slot, float Score)>[] found = ExactSearch.Find(table, owners, allowed, mean, probes, top, threads);
            for (int p = 0; p < probes.Length; p++)
            {
                (int, float)[] expected =
                [
                    .. Enumerable.Range(0, owners.Count).Where(slot => owners[slot] is not null && allowed?.Invoke(slot) != false)
                        .Select(slot => (slot, ExactSearch.ScoreOf(table, owners[slot]!, mean, probes[p].Span)))
                        .OrderByDescending(one => one.Item2).ThenBy(one => one.slot).Take(top),
                ];
                CollectionAssert.AreEqual(expected, found[p].ToArray());
            }
        }
    }

    private static float[] Spike(int dimension, int at)
    {
        float[] spike = new float[dimension];
        spike[at % dimension] = 1;
        return spike;
    }
}
