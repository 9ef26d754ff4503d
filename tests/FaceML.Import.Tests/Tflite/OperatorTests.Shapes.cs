namespace FaceML.Import.Tests.Tflite;

/// <content>Operators that change the shape.</content>
public partial class OperatorTests
{
    [TestMethod]
    [DataRow(new[] { 1, 2 }, false)]
    [DataRow(new[] { 1, 2 }, true)]
    [DataRow(new[] { -1 }, true)]
    [DataRow(new[] { 3 }, false)]
    [DataRow(new[] { 1 }, false)]
    [DataRow(new[] { 2 }, false)]
    public void reductions(int[] axes, bool keep)
    {
        float[] x = Noise(210, 1);
        HashSet<int> gone = [.. axes.Select(a => (a + 4) % 4)];
        int[] left = [.. Enumerable.Range(0, 4).Where(a => !gone.Contains(a))];
        (_, float[] grouped) = Reference.Transpose(Shape, x, [.. left, .. gone.Order()]);
        int[] shape = keep ? [.. Shape.Select((d, i) => gone.Contains(i) ? 1 : d)] : [.. left.Select(a => Shape[a])];
        float[][] groups = [.. grouped.Chunk(gone.Aggregate(1, (p, a) => p * Shape[a]))];
        FlatNode options = new FlatNode().Set(0, (byte)(keep ? 1 : 0));
        Check(x, Shape, shape, [.. groups.Select(g => g.Average())], (t, i) => (40, [i, t.Ints(axes)], options));
        Check(x, Shape, shape, [.. groups.Select(g => g.Sum())], (t, i) => (74, [i, t.Ints(axes)], options));
        Check(x, Shape, shape, [.. groups.Select(g => g.Max())], (t, i) => (82, [i, t.Ints(axes)], options));
    }

    [TestMethod]
    public void reshapes_keep_the_files_order()
    {
        float[] x = Noise(210, 1);
        Check(x, Shape, [2, 105], x, (t, i) => (22, [i, t.Ints(2, 105)], null));
        Check(x, Shape, [2, 105], x, (_, i) => (22, [i], new FlatNode().Set(0, new[] { -1, 105 })));
        Check(x, Shape, [2, 7, 5, 3], x, (t, i) => (22, [i, t.Ints(2, 7, 5, 3)], null));
        Check(x, Shape, [70, 3], x, (t, i) => (22, [i, t.Ints(70, 3)], null));
        Check(x[..6], [2, 1, 1, 3], [2, 3], x[..6], (t, i) => (22, [i, t.Ints(2, 3)], null));
        Check(x[..6], [2, 1, 1, 3], [2, 3], x[..6], (_, i) => (43, [i], new FlatNode().Set(0, new[] { 1, 2 })));
        Check(x[..10], [2, 5, 1, 1], [2, 5], x[..10], (_, i) => (43, [i], new FlatNode()));
        Check(x[..30], [2, 5, 1, 3], [2, 5, 3], x[..30], (_, i) => (43, [i], new FlatNode().Set(0, new[] { 2 })));
    }

    [TestMethod]
    public void transposes_concatenations_paddings()
    {
        float[] x = Noise(210, 1);
        (int[] turned, float[] y) = Reference.Transpose(Shape, x, [0, 2, 1, 3]);
        Check(x, Shape, turned, y, (t, i) => (39, [i, t.Ints(0, 2, 1, 3)], null));
        Check(x, Shape, [2, 5, 7, 6], PerPixel(x, p => [.. p, .. p]), (_, i) => (2, [i, i], new FlatNode().Set(0, 3)));
        Check(x, Shape, [2, 5, 14, 3], [.. x.Chunk(21).SelectMany(r => r.Concat(r))], (_, i) => (2, [i, i], new FlatNode().Set(0, -2)));

        int[] shape = [2, 5 + 3, 7 + 1, 3 + 2];
        var padded = new float[2 * 8 * 8 * 5];
        for (int i = 0; i < x.Length; i++)
        {
            (int n, int r, int c, int k) = (i / 105, i / 21 % 5, i / 3 % 7, i % 3);
            padded[(((((n * 8) + r + 1) * 8) + c) * 5) + k + 2] = x[i];
        }

        Check(x, Shape, shape, padded, (t, i) => (34, [i, t.Ints(0, 0, 1, 2, 0, 1, 2, 0)], null));
    }

    [TestMethod]
    public void slices()
    {
        float[] x = Noise(210, 1);
        FlatNode Masks(int begin, int end, int shrink) => new FlatNode().Set(0, begin).Set(1, end).Set(4, shrink);

        // [:, 1:4, :, 0:2], then one row alone, then every other column backwards.
        float[] part = [.. x.Where((_, i) => i / 21 % 5 is >= 1 and < 4 && i % 3 < 2)];
        Check(x, Shape, [2, 3, 7, 2], part, (t, i) =>
            (45, [i, t.Ints(0, 1, 0, 0), t.Ints(0, 4, 7, 2), t.Ints(1, 1, 1, 1)], Masks(1, 1, 0)));
        float[] row = [.. x.Where((_, i) => i / 21 % 5 == 4)];
        Check(x, Shape, [2, 7, 3], row, (t, i) => (45, [i, t.Ints(0, -1), t.Ints(0, 0), t.Ints(1, 1)], Masks(1, 1, 2)));
        float[] back = [.. x.Chunk(21).SelectMany(r => new[] { 6, 4, 2, 0 }.SelectMany(c => r.Skip(c * 3).Take(3)))];
        Check(x, Shape, [2, 5, 4, 3], back, (t, i) => (45, [i, t.Ints(0, 0, -1), t.Ints(0, 0, 0), t.Ints(1, 1, -2)], Masks(3, 7, 0)));
        Check(x[..12], [2, 6], [2, 6], x[..12], (t, i) => (45, [i, t.Ints(0, 0), t.Ints(0, 0), t.Ints(1, 1)], Masks(3, 3, 0)));
    }
}
