using System.Globalization;
using System.Reflection;

namespace FaceML.Tests.Contract;

/// <summary>Reads views of any columns into values that can be compared.</summary>
internal static class ViewValues
{
    private static readonly MethodInfo ReaderMethod =
        typeof(ViewValues).GetMethod(nameof(ReaderOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>All rows of a view, only the named columns active.</summary>
    public static List<object?[]> Read(IDataView view, params string[] columns)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([.. columns.Select(name => view.Schema[name])]);
        return Read(cursor, columns);
    }

    /// <summary>The rest of a cursor.</summary>
    public static List<object?[]> Read(DataViewRowCursor cursor, params string[] columns)
    {
        Func<object?>[] readers = Readers(cursor, columns);
        List<object?[]> rows = [];
        while (cursor.MoveNext())
        {
            rows.Add([.. readers.Select(read => read())]);
        }

        return rows;
    }

    public static Func<object?>[] Readers(DataViewRow row, params string[] columns) =>
        [.. columns.Select(name =>
            (Func<object?>)ReaderMethod.MakeGenericMethod(
            row.Schema[name].Type.RawType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [row, row.Schema[name]], null)!)];

    public static void AreEqual(IReadOnlyList<object?[]> expected, IReadOnlyList<object?[]> found, float tolerance, string what)
    {
        Assert.HasCount(expected.Count, found, what);
        for (int row = 0; row < expected.Count; row++)
        {
            for (int column = 0; column < expected[row].Length; column++)
            {
                Assert.IsTrue(Same(expected[row][column], found[row][column], tolerance),
                    string.Create(CultureInfo.InvariantCulture,
                        $"{what}: row {row}, value {column}: expected {Text(expected[row][column])}, found {Text(found[row][column])}."));
            }
        }
    }

    public static bool Same(object? a, object? b, float tolerance) => (a, b) switch
    {
        (null, null) => true,
        (float x, float y) => float.IsNaN(x) ? float.IsNaN(y) : MathF.Abs(x - y) <= tolerance * MathF.Max(1, MathF.Abs(x)),
        (float[] x, float[] y) => x.Length == y.Length && x.Zip(y).All(p => Same(p.First, p.Second, tolerance)),
        (byte[] x, byte[] y) => x.AsSpan().SequenceEqual(y),
        (Image x, Image y) => x.Width == y.Width && x.Pixels.SequenceEqual(y.Pixels),
        (DetectedFaces x, DetectedFaces y) => x.HasImage == y.HasImage && x.Count == y.Count && x.Zip(y).All(p => Close(p.First, p.Second)),
        _ => Equals(a, b),
    };

    // Pixels of a box, not of a vector: the network's fifth digit.
    private static bool Close(Recognition.DetectedFace a, Recognition.DetectedFace b) =>
        a.Box.IntersectionOverUnion(b.Box) > 0.999f && MathF.Abs(a.Score - b.Score) < 1e-4f
        && (a.Points is { } p && b.Points is { } q
            ? Enumerable.Range(0, 5).All(i => (p[i] - q[i]).Length() < 0.01f)
            : a.Points is null == b.Points is null);

    private static Func<object?> ReaderOf<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            get(ref value);
            return value switch
            {
                VBuffer<float> vector => vector.DenseValues().ToArray(),
                VBuffer<byte> vector => vector.DenseValues().ToArray(),
                // The next row may dispose it.
                MLImage image => (byte[])[(byte)image.Width, (byte)(image.Width >> 8), (byte)image.PixelFormat, .. image.Pixels],
                ReadOnlyMemory<char> text => text.ToString(),
                _ => value,
            };
        };
    }

    private static string Text(object? value) => value switch
    {
        float[] vector => $"[{string.Join(", ", vector.Take(4))}, … {vector.Length}]",
        null => "null",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
