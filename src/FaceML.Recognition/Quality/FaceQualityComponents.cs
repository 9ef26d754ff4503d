using System.Numerics;
using FaceML.Imaging;

namespace FaceML.Recognition;

/// <summary>
/// What can be measured of a face in an image, in the sense of the components of ISO/IEC 29794-5: it says in words why a quality is low.
/// The quality itself
/// (<see cref="FaceQualityModel"/>) does not depend on it. Immutable.
/// </summary>
/// <param name="EyeDistance">The distance of the eyes, in pixels of the image.</param>
/// <param name="Sharpness">The standard deviation of the Laplacian of the aligned face's luminance over that of its luminance: about 0.2
/// for a press image, below 0.08 for a blurred one.</param>
/// <param name="Brightness">The mean luminance of the aligned face, 0 (black) to 1 (white).</param>
/// <param name="DynamicRange">From the darkest to the brightest twentieth of the aligned face's luminances, 0 to 1.</param>
/// <param name="Clipped">The share of the aligned face that is black or white beyond what the image can tell apart, 0 to 1.</param>
/// <param name="Yaw">How far the nose lies from the middle between the eyes, in distances of the eyes: 0 from the front, beyond ±0.5 from
/// the side.</param>
/// <param name="CutOff">Whether the face reaches the image's edge.</param>
/// <param name="Turn">How far the face is turned in the image, in degrees clockwise: 0, 90, 180 or 270.</param>
public sealed record FaceQualityComponents(
    float EyeDistance, float Sharpness, float Brightness, float DynamicRange, float Clipped, float Yaw, bool CutOff, int Turn)
{
    /// <summary>The share of the face that something covers, 0 to 1; null where it is not known.</summary>
    public float? Covered { get; init; }

    private const int Side = 112;

    // Of luminances, by which they are told apart before they are sorted.
    private const int Bins = 256;
    private const float FewPixels = 12, Blurred = 0.08f, Dark = 0.1f, Bright = 0.9f, Flat = 0.12f, ManyClipped = 0.35f, FromTheSide = 0.45f;

    /// <summary>Measures a face.</summary>
    /// <param name="image">The image.</param>
    /// <param name="face">A face of it.</param>
    /// <exception cref="AlignmentException">The face's points fix no alignment.</exception>
    public static FaceQualityComponents Measure(Image image, Face face)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(face);
        FacePoints points = face.Points;
        Vector2 across = points.EyeRight - points.EyeLeft;
        float eyes = across.Length();
        float yaw = Vector2.Dot(points.Nose - (points.EyeLeft + points.EyeRight) / 2, across) / Math.Max(1e-6f, eyes * eyes);
        bool cut = face.Box.Left <= 0 || face.Box.Top <= 0 || face.Box.Right >= image.Width || face.Box.Bottom >= image.Height;
        float[] light = Luminances(new FaceAligner(AlignmentTemplate.ArcFace112).Align(image, points));
        (float mean, float deviation, float clipped) = Distribution(light);
        float sharpness = Laplacian(light) / Math.Max(0.01f, deviation);
        return new(eyes, sharpness, mean, Range(light), clipped, yaw, cut, face.Turn);
    }

    /// <summary>Measures a face that was embedded: what covers it is known too.</summary>
    /// <param name="image">The image.</param>
    /// <param name="face">A face of it.</param>
    /// <exception cref="AlignmentException">The face's points fix no alignment.</exception>
    public static FaceQualityComponents Measure(Image image, FaceEmbedding face)
    {
        ArgumentNullException.ThrowIfNull(face);
        return Measure(image, face.Face) with { Covered = face.Covered };
    }

    /// <summary>What most likely lowers the quality, in words; null when nothing measured does.</summary>
    public string? Reason => this switch
    {
        { Turn: not 0 } => FormattableString.Invariant($"turned by {Turn}°"),
        { EyeDistance: < FewPixels } => FormattableString.Invariant($"only {EyeDistance:F0} pixels between the eyes"),
        // Where nothing can be seen, it is not for a cover.
        { Sharpness: >= Blurred } when FaceCoverage.IsTooMuch(Covered) => "too much of it covered",
        { Brightness: < Dark } => "too dark",
        { Brightness: > Bright } => "too bright",
        { Clipped: > ManyClipped, Brightness: > 0.5f } => "overexposed",
        { Clipped: > ManyClipped } => "underexposed",
        { DynamicRange: < Flat } => "too little contrast",
        { Sharpness: < Blurred } => "too blurred",
        { Yaw: < -FromTheSide or > FromTheSide } => "seen from the side",
        { CutOff: true } => "cut off by the edge of the image",
        _ => null,
    };

    // From 0 to 1.
    private static float[] Luminances(Image aligned)
    {
        float[] light = new float[Side * Side];
        PixelTensor.Write(aligned, new TensorSpec { Width = Side, Height = Side, Order = ChannelOrder.Gray, Scale = [1 / 255f] }, light);
        return light;
    }

    // Loops: this runs at each start of a verification, where LINQ over numbers would be compiled first.
    private static (float Mean, float Deviation, float Clipped) Distribution(float[] light)
    {
        double sum = 0, squares = 0;
        int clipped = 0;
        foreach (float value in light)
        {
            sum += value;
            clipped += value is < 0.02f or > 0.98f ? 1 : 0;
        }

        float mean = (float)(sum / light.Length);
        foreach (float value in light)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, MathF.Sqrt((float)(squares / light.Length)), clipped / (float)light.Length);
    }

    // From the darkest to the brightest twentieth.
    private static float Range(float[] light)
    {
        Span<int> counts = stackalloc int[Bins];
        counts.Clear();
        foreach (float value in light)
        {
            counts[BinOf(value)]++;
        }

        return AtRank(light, counts, light.Length * 19 / 20) - AtRank(light, counts, light.Length / 20);
    }

    // The value at a rank of the sorted ones: of all, only those in its bin are sorted.
    private static float AtRank(float[] light, ReadOnlySpan<int> counts, int rank)
    {
        int bin = 0;
        for (; rank >= counts[bin]; bin++)
        {
            rank -= counts[bin];
        }

        float[] same = new float[counts[bin]];
        int next = 0;
        foreach (float value in light)
        {
            if (BinOf(value) == bin)
            {
                same[next++] = value;
            }
        }

        Array.Sort(same);
        return same[rank];
    }

    private static int BinOf(float value) => Math.Clamp((int)(value * Bins), 0, Bins - 1);

    private static float Laplacian(float[] light)
    {
        float sum = 0;
        for (int y = 1; y < Side - 1; y++)
        {
            for (int x = 1; x < Side - 1; x++)
            {
                int at = y * Side + x;
                float curve = 4 * light[at] - light[at - 1] - light[at + 1] - light[at - Side] - light[at + Side];
                sum += curve * curve;
            }
        }

        return MathF.Sqrt(sum / ((Side - 2) * (Side - 2)));
    }
}
