namespace FaceML.Recognition;

/// <summary>The closed table of landmark decode families.</summary>
internal static class LandmarkFamilies
{
    /// <summary>Adds the points of one crop, in pixels of the image, to sums.</summary>
    internal delegate void Decoder(ReadOnlySpan<float> output, in Box crop, Span<Vector2> sums);

    private static readonly Dictionary<string, Decoder> Table = new(StringComparer.Ordinal) { ["ibug-68"] = DecodeUnitCrop };

    internal static IReadOnlyCollection<string> Names => Table.Keys;

    internal static Decoder Find(NetworkCard card)
    {
        int length = card.Outputs[card.OutputIndex("points")].Length;
        return length == FaceLandmarks.Count * 2
            ? Table[card.Landmarks!.Family]
            : throw new NetworkCardException(card.Name,
                $"the output \"points\" of the family {card.Landmarks!.Family} has {FaceLandmarks.Count * 2} numbers; it has {length}");
    }

    private static void DecodeUnitCrop(ReadOnlySpan<float> output, in Box crop, Span<Vector2> sums)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += new Vector2(crop.Left + output[2 * i] * crop.Width, crop.Top + output[2 * i + 1] * crop.Height);
        }
    }
}
