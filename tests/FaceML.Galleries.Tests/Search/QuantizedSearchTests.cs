using System.Numerics.Tensors;

namespace FaceML.Galleries.Tests.Search;

[TestClass]
public sealed class QuantizedSearchTests
{
    private const int Top = 10;

    [TestInitialize]
    public void RequireInstructions()
    {
        if (!Rounding.IsSupported)
        {
            Assert.Inconclusive("This machine searches exactly.");
        }
    }

    [TestMethod]
    [DataRow(64, 1)]
    [DataRow(100, 2)]
    [DataRow(192, 2)]
    [DataRow(512, 2)]
    [DataRow(700, 3)]
    public void of_the_ten_best_of_many_less_than_one_in_a_hundred_is_missed(int dimension, int threads)
    {
        Random random = new(dimension);
        float[][] centers = [.. Enumerable.Range(0, 100).Select(_ => Draw.Unit(random, dimension))];
        // Anywhere, with strangers as the best; and crowded, with a hundred near copies of each of a hundred.
        AssertFound(random, [.. Enumerable.Range(0, 10_000).Select(_ => Draw.Unit(random, dimension))], threads);
        AssertFound(random, [.. Enumerable.Range(0, 10_000).Select(i => Draw.Near(random, centers[i % 100], 0.7))], threads);
    }

    [TestMethod]
    [DataRow(192)]
    [DataRow(512)]
    public void scores_lie_as_far_from_their_estimates_as_a_normal_distribution_says(int dimension)
    {
        Random random = new(dimension);
        RenewableTransform rotation = QuantizedSearch.RotationOf(dimension);
        float[] center = Draw.Unit(random, dimension), probe = Draw.Near(random, center, 0.6);
        float[][] rows = [.. Enumerable.Range(0, 10 * VectorTable.BlockRows).Select(i => (i % 3) switch
        {
            0 => Draw.Unit(random, dimension),
            1 => Draw.Near(random, center, 0.3),
            _ => Sparse(random, dimension),
        })];
        VectorTable table = Table(rows);
        SignProbe signs = new(rotation.Apply(probe), 2);
        float[] estimates = new float[VectorTable.BlockRows];
        int[] selected = new int[VectorTable.BlockRows];
        double squares = 0, far = 0;
        for (int number = 0; number < table.BlockCount; number++)
        {
            SignPlane plane = table.BlockAt(number).Signs!;
            signs.Estimate(plane, float.PositiveInfinity, estimates, selected);
            for (int row = 0; row < VectorTable.BlockRows; row++)
            {
                float deviation = plane.Errors[row] / MathF.Sqrt(dimension - 1);
                float apart = (Draw.Dot(rows[(number * VectorTable.BlockRows) + row], probe) - estimates[row]) / deviation;
                (squares, far) = (squares + (apart * apart), far + (apart > 2 ? 1 : 0));
            }
        }

        // Of a normal distribution 2.3 % lie farther up than 2 deviations. Of rows that are like the probe they are fewer.
        Assert.IsInRange(0.9, 1.1, Math.Sqrt(squares / rows.Length));
        Assert.IsInRange(0.015, 0.027, far / rows.Length);
    }

    [TestMethod]
    public void what_the_second_bits_leave_out_is_less_than_half_of_what_the_first_ones_do()
    {
        Random random = new(1);
        SignPlane plane = Table([.. Enumerable.Range(0, VectorTable.BlockRows).Select(_ => Draw.Unit(random, 512))]).BlockAt(0).Signs!;

        // Of a normal distribution the length is √(π/2 − 1).
        Assert.AreEqual(Math.Sqrt((Math.PI / 2) - 1), plane.Errors.Average(), 0.01);
        Assert.IsLessThan(plane.Errors.Average() / 2, Enumerable.Range(0, VectorTable.BlockRows).Average(row =>
        {
            _ = plane.SecondsOf(row, out _, out float error);
            return error;
        }));
    }

    [TestMethod]
    public void rows_that_were_removed_are_not_found_and_leave_no_bits()
    {
        Random random = new(2);
        float[][] rows = [.. Enumerable.Range(0, 1300).Select(_ => Draw.Unit(random))];
        VectorTable table = Table(rows);
        List<int>?[] rowsOf = [.. Enumerable.Range(0, rows.Length).Select(i => (List<int>?)[i])];
        for (int owner = 0; owner < rows.Length; owner += 2)
        {
            int row = rowsOf[owner]![0], moved = table.Remove(row);
            rowsOf[owner] = null;
            if (moved >= 0)
            {
                rowsOf[moved] = [row];
            }
        }

        for (int owner = 0; owner < rows.Length; owner++)
        {
            Assert.AreEqual(owner % 2 == 1, Find(table, rowsOf, rows[owner], 1).Contains(owner));
        }

        SignPlane last = table.BlockAt(table.BlockCount - 1).Signs!;
        int used = table.RowsOf(table.BlockCount - 1);
        Assert.IsTrue(Enumerable.Range(used, VectorTable.BlockRows - used).All(row => last.SecondsOf(row).IndexOfAnyExcept((byte)0) < 0));
        Assert.IsTrue(last.Factors.Skip(used).All(factor => factor == 0));
    }

    [TestMethod]
    public void zeros_tiny_numbers_and_single_numbers_are_no_obstacle()
    {
        Random random = new(3);
        float[][] rows =
        [
            .. Enumerable.Range(0, 1500).Select(i => (i % 4) switch
            {
                0 => new float[Draw.Dimension],
                1 => [.. Draw.Unit(random).Select(x => x * 1e-36f)],
                2 => Sparse(random, Draw.Dimension),
                _ => Draw.Unit(random),
            }),
        ];
        VectorTable table = Table(rows);
        List<int>?[] rowsOf = [.. Enumerable.Range(0, rows.Length).Select(i => (List<int>?)[i])];
        for (int owner = 3; owner < rows.Length; owner += 4)
        {
            CollectionAssert.Contains(Find(table, rowsOf, rows[owner], 1), owner);
        }

        Assert.IsGreaterThanOrEqualTo(Top, Find(table, rowsOf, new float[Draw.Dimension], 1).Length);
    }

    private static void AssertFound(Random random, float[][] rows, int threads)
    {
        VectorTable table = Table(rows);
        List<int>?[] rowsOf = [.. Enumerable.Range(0, rows.Length).Select(i => (List<int>?)[i])];
        const int searches = 100;
        int found = 0, candidates = 0;
        for (int i = 0; i < searches; i++)
        {
            float[] probe = Draw.Near(random, rows[random.Next(rows.Length)], 0.6);
            int[] best =
                [.. Enumerable.Range(0, rows.Length).OrderByDescending(row => TensorPrimitives.Dot<float>(rows[row], probe)).Take(Top)];
            int[] those = Find(table, rowsOf, probe, threads);
            (found, candidates) = (found + best.Intersect(those).Count(), candidates + those.Length);
        }

        Assert.IsGreaterThan(0.99, found / (double)(searches * Top));
        Assert.IsLessThan(6 * Top, candidates / (double)searches);
    }

    private static int[] Find(VectorTable table, List<int>?[] rowsOf, float[] probe, int threads) =>
        [.. QuantizedSearch.Find(table, rowsOf, null, false, [probe], Top, threads)[0]];

    private static VectorTable Table(float[][] rows)
    {
        VectorTable table = new(rows[0].Length, QuantizedSearch.RotationOf(rows[0].Length));
        for (int i = 0; i < rows.Length; i++)
        {
            table.Add(i, rows[i]);
        }

        return table;
    }

    // Three numbers and zeros: without a rotation their signs would say nothing.
    private static float[] Sparse(Random random, int dimension)
    {
        float[] row = new float[dimension];
        for (int i = 0; i < 3; i++)
        {
            row[random.Next(dimension)] = (random.Next(2) == 0 ? 1 : -1) / MathF.Sqrt(3);
        }

        return row;
    }
}
