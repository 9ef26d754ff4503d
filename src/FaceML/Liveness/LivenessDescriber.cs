using FaceML.Training.Classical;

namespace FaceML.Liveness;

/// <summary>Turns faces into the numbers of <see cref="FaceLivenessFeatures"/>, side by side. Safe to share between threads.</summary>
internal sealed class LivenessDescriber
{
    // The second look is tighter: of the card's 2.7 times the box it leaves 1.6 times, the head without its surroundings.
    private const float Tighter = 0.6f;
    private const int TextureSide = 64;
    private static readonly LocalBinaryPatterns Patterns = new(1, 1, radius: 1);

    private readonly FaceLivenessDetector detector;

    public LivenessDescriber(FaceLivenessDetector detector) => this.detector = detector;

    /// <summary>The numbers of a family.</summary>
    public int LengthOf(FaceLivenessFeatures family) => family switch
    {
        FaceLivenessFeatures.Network => 2 * detector.Classes,
        FaceLivenessFeatures.Statistics => FaceImageStatistics.Count,
        FaceLivenessFeatures.ColorTexture => 6 * LocalBinaryPatterns.Bins,
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "One family of features is expected."),
    };

    /// <summary>The numbers of faces: for each the families that were asked for; null for the others.</summary>
    public LivenessDescription[] Describe(IReadOnlyList<(Image Image, Box Box)> faces, FaceLivenessFeatures families)
    {
        bool network = families.HasFlag(FaceLivenessFeatures.Network);
        float[][]? wide = network ? detector.Logits(faces, detector.CropOfCard) : null;
        float[][]? tight = network ? detector.Logits(faces, Math.Max(1, detector.CropOfCard * Tighter)) : null;
        return [.. faces.Select((face, i) => new LivenessDescription(
            network ? [.. wide![i], .. tight![i]] : null,
            families.HasFlag(FaceLivenessFeatures.Statistics) ? FaceImageStatistics.Of(face.Image, face.Box) : null,
            families.HasFlag(FaceLivenessFeatures.ColorTexture) ? Texture(face.Image, face.Box) : null))];
    }

    // Square roots of histograms: their Euclidean distance is Hellinger's.
    private static float[] Texture(Image image, in Box box) =>
        [.. new FaceColors(image, box, TextureSide).Planes.SelectMany(plane => Patterns.Embed(plane, TextureSide, TextureSide))];
}
