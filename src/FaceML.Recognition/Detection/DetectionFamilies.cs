namespace FaceML.Recognition;

/// <summary>The closed table of detection decode families: those of <see cref="NetworkFamilies"/>.</summary>
internal static class DetectionFamilies
{
    private static readonly Dictionary<string, Func<NetworkCard, IDetectionDecoder>> Single = new(StringComparer.Ordinal)
    {
        ["ultraface"] = card => new UltraFaceDecoder(card),
        ["yunet"] = card => new YuNetDecoder(card),
        ["scrfd"] = card => new ScrfdDecoder(card),
        ["blazeface"] = card => new BlazeFaceDecoder(card),
    };

    private static readonly Dictionary<string, Func<OnnxNetwork, DetectorOptions, IDetectionCascade>> Cascades = new(StringComparer.Ordinal)
    {
        ["mtcnn"] = (network, options) => new MtcnnCascade(network, options),
    };

    internal static IReadOnlyCollection<string> Names { get; } = [.. Single.Keys, .. Cascades.Keys];

    internal static IDetectionDecoder Find(NetworkCard card) => Single[card.Detection!.Family](card);

    /// <summary>Refuses a detector whose faces come without points.</summary>
    /// <exception cref="NetworkException">It is none, or gives none.</exception>
    internal static void RequirePoints(NetworkCard card)
    {
        if (card.Detection is null || (!Cascades.ContainsKey(card.Detection.Family) && !Find(card).GivesPoints))
        {
            throw new NetworkException(card.Name,
                $"it gives no points; take them from the landmark network "
                    + $"({nameof(FaceRecognizerOptions)}.{nameof(FaceRecognizerOptions.Points)} = {nameof(FacePointSource.Landmarks)})");
        }
    }

    /// <summary>The cascade of a network's family, or null for a family of one network.</summary>
    internal static IDetectionCascade? FindCascade(OnnxNetwork network, DetectorOptions options) =>
        Cascades.TryGetValue(network.Card.Detection!.Family, out var cascade) ? cascade(network, options) : null;
}

/// <summary>Turns a detector's outputs into faces.</summary>
internal interface IDetectionDecoder
{
    /// <summary>Whether the faces come with five points.</summary>
    bool GivesPoints => true;

    /// <summary>Adds the faces of one image of a run, in pixels of the region that the network was shown.</summary>
    /// <param name="run">A run that has been executed.</param>
    /// <param name="index">Which image of the run.</param>
    /// <param name="region">The part of the image that it shows.</param>
    /// <param name="threshold">Weaker faces are left out.</param>
    /// <param name="faces">Where they go.</param>
    void Decode(NetworkRun run, int index, in Box region, float threshold, List<DetectedFace> faces);
}

/// <summary>Finds faces by several networks, each looking closer at what the one before it left.</summary>
internal interface IDetectionCascade
{
    /// <summary>Adds the faces of a part of an image, in the image's pixels.</summary>
    /// <param name="image">The image.</param>
    /// <param name="region">The part to look at.</param>
    /// <param name="threshold">Weaker faces are left out.</param>
    /// <param name="faces">Where they go.</param>
    void Find(Image image, in Box region, float threshold, List<DetectedFace> faces);
}
