namespace Microsoft.ML.Tests.Support;

/// <summary>Rows with a vector of three numbers.</summary>
internal sealed class Point
{
    public int Id { get; set; }

    [VectorType(3)]
    public float[] Coordinates { get; set; }

    public static IEnumerable<Point> Line(int count) =>
        Enumerable.Range(0, count).Select(i => new Point { Id = i, Coordinates = [2 * i, i, 2 * i] });
}
