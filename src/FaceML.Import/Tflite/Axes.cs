namespace FaceML.Import.Tflite;

/// <summary>Axes of the file's order and of the graph's.</summary>
internal static class Axes
{
    private static readonly int[] First = [0, 2, 3, 1];

    /// <summary>An axis counted from the front, as the file means it.</summary>
    public static int Front(TfliteOperator op, long axis, int rank) =>
        axis >= -rank && axis < rank
            ? (int)(axis < 0 ? axis + rank : axis)
            : throw new ImportException($"{op} names axis {axis} of {rank} dimensions.");

    /// <summary>Where an axis is in a value's layout.</summary>
    public static int In(Value value, int axis) => value.IsFirst ? First[axis] : axis;

    /// <summary>Whether the dimensions that stay when some axes go are in the same order in both layouts.</summary>
    public static bool KeepOrder(IEnumerable<int> gone)
    {
        int[] left = [.. Enumerable.Range(0, 4).Except(gone).Select(a => First[a])];
        return left.SequenceEqual(left.Order());
    }
}
