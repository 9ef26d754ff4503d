using FaceML.Imaging;

namespace FaceML.Vision;

/// <summary>The closed table of detection decode families.</summary>
internal static class DetectionFamilies
{
    private static readonly Dictionary<string, Func<NetworkCard, IDetectionDecoder>> Table = new(StringComparer.Ordinal)
    {
        ["ultraface"] = card => new UltraFaceDecoder(card),
    };

    internal static IReadOnlyCollection<string> Names => Table.Keys;

    internal static IDetectionDecoder Find(NetworkCard card) => Table[card.Detection!.Family](card);
}

/// <summary>Turns a detector's outputs into faces.</summary>
internal interface IDetectionDecoder
{
    /// <summary>Adds the faces of one picture of a run, in pixels of the region that the network was shown.</summary>
    /// <param name="run">A run that has been executed.</param>
    /// <param name="picture">Which picture of the run.</param>
    /// <param name="region">The part of the image that it shows.</param>
    /// <param name="threshold">Weaker faces are left out.</param>
    /// <param name="faces">Where they go.</param>
    void Decode(NetworkRun run, int picture, in Box region, float threshold, List<DetectedFace> faces);
}
