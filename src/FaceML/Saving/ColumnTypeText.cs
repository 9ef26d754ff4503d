using FaceML.Columns;
using Microsoft.ML.Transforms.Image;

namespace FaceML.Saving;

/// <summary>
/// Column types as texts in a manifest: <c>Single</c>, <c>Vector&lt;Single, 512&gt;</c>, <c>Key&lt;UInt32, 10&gt;</c>, <c>FaceImage</c>,
/// <c>MLImage&lt;112 x 112&gt;</c>. A closed list.
/// </summary>
internal static class ColumnTypeText
{
    private static readonly Dictionary<string, DataViewType> Simple = new(StringComparer.Ordinal)
    {
        ["Text"] = TextDataViewType.Instance,
        ["Boolean"] = BooleanDataViewType.Instance,
        ["SByte"] = NumberDataViewType.SByte,
        ["Byte"] = NumberDataViewType.Byte,
        ["Int16"] = NumberDataViewType.Int16,
        ["UInt16"] = NumberDataViewType.UInt16,
        ["Int32"] = NumberDataViewType.Int32,
        ["UInt32"] = NumberDataViewType.UInt32,
        ["Int64"] = NumberDataViewType.Int64,
        ["UInt64"] = NumberDataViewType.UInt64,
        ["Single"] = NumberDataViewType.Single,
        ["Double"] = NumberDataViewType.Double,
        ["DateTime"] = DateTimeDataViewType.Instance,
        ["DateTimeOffset"] = DateTimeOffsetDataViewType.Instance,
        ["TimeSpan"] = TimeSpanDataViewType.Instance,
        ["FaceImage"] = FaceImageDataViewType.Instance,
        ["MLImage"] = new ImageDataViewType(),
        ["DetectedFaces"] = DetectedFacesDataViewType.Instance,
    };

    private static readonly Dictionary<string, Type> KeyTypes = new(StringComparer.Ordinal)
    {
        ["Byte"] = typeof(byte),
        ["UInt16"] = typeof(ushort),
        ["UInt32"] = typeof(uint),
        ["UInt64"] = typeof(ulong),
    };

    /// <summary>What stands in a manifest for an output whose type has no text: nothing reads it back.</summary>
    public const string Other = "Other";

    /// <summary>The text, or null for a type that a saved pipeline cannot name (another library's).</summary>
    public static string? TryWrite(DataViewType type) => type switch
    {
        VectorDataViewType vector => TryWrite(vector.ItemType) is { } item
            ? $"Vector<{item}, {string.Join(" x ", vector.Dimensions.Select(d => d.ToString(CultureInfo.InvariantCulture)))}>"
            : null,
        ImageDataViewType { Height: > 0, Width: > 0 } image =>
            string.Create(CultureInfo.InvariantCulture, $"MLImage<{image.Height} x {image.Width}>"),
        KeyDataViewType key => $"Key<{key.RawType.Name}, {key.Count.ToString(CultureInfo.InvariantCulture)}>",
        _ => Simple.FirstOrDefault(pair => pair.Value.Equals(type)).Key,
    };

    /// <summary>The type, or null when the text is none that <see cref="TryWrite"/> makes.</summary>
    public static DataViewType? TryRead(string text)
    {
        if (Simple.TryGetValue(text, out DataViewType? simple))
        {
            return simple;
        }

        if (Inside(text, "Key<") is { } key && key.Length == 2)
        {
            return KeyTypes.TryGetValue(key[0], out Type? raw) && ulong.TryParse(key[1], CultureInfo.InvariantCulture, out ulong count)
                && count > 0 && FitsKey(raw, count)
                ? new KeyDataViewType(raw, count)
                : null;
        }

        if (Inside(text, "MLImage<") is [var size] && Dimensions(size) is [> 0 and var height, > 0 and var width])
        {
            return new ImageDataViewType(height, width);
        }

        if (Inside(text, "Vector<") is not { } vector || vector.Length < 2)
        {
            return null;
        }

        // A key as the item brings a comma of its own; the dimensions are what follows the last.
        var item = TryRead(string.Join(", ", vector[..^1])) as PrimitiveDataViewType;
        int[]? dimensions = Dimensions(vector[^1]);
        return item is null || dimensions is null ? null : new VectorDataViewType(item, dimensions);
    }

    private static bool FitsKey(Type raw, ulong count) =>
        raw == typeof(ulong) || count <= (raw == typeof(byte) ? byte.MaxValue : raw == typeof(ushort) ? ushort.MaxValue : uint.MaxValue);

    private static string[]? Inside(string text, string open) =>
        text.Length < 200 && text.StartsWith(open, StringComparison.Ordinal) && text.EndsWith('>')
            ? text[open.Length..^1].Split(", ")
            : null;

    private static int[]? Dimensions(string text)
    {
        string[] parts = text.Split(" x ");
        int[] dimensions = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out dimensions[i]))
            {
                return null;
            }
        }

        return dimensions.Aggregate(1L, (product, side) => Math.Min(product * side, int.MaxValue)) < int.MaxValue ? dimensions : null;
    }
}
