namespace FaceML.Augmentation;

/// <summary>
/// What may happen to an aligned face, and how often. Changes are made in the order in which light meets them: what covers the face, the
/// camera's place, light and color, focus, the sensor's resolution, the file. Immutable; equal settings are equal.
/// </summary>
public sealed record FaceAugmentationOptions
{
    /// <summary>Nothing happens: the ground on which a single degradation is described.</summary>
    public static FaceAugmentationOptions None { get; } = new()
    {
        FlipProbability = 0,
        MaxRotation = 0,
        MaxZoom = 0,
        MaxShift = 0,
        MaxBrightness = 0,
        MaxContrast = 0,
        MaxSaturation = 0,
        GrayProbability = 0,
        BlurProbability = 0,
        DownscaleProbability = 0,
        JpegProbability = 0,
        MaskProbability = 0,
        GlassesProbability = 0,
    };

    /// <summary>
    /// What cameras, distance and files do to a face: blur, few pixels, noise and JPEG, each on a third of the faces and harder than usual,
    /// on a crop that is not quite in its place, mirrored half of the time; light and colors stay. To learn from where images will be worse
    /// than those there are.
    /// </summary>
    public static FaceAugmentationOptions Degradations { get; } = None with
    {
        FlipProbability = 0.5,
        MaxRotation = 4,
        MaxZoom = 0.06f,
        MaxShift = 0.03f,
        BlurProbability = 1 / 3.0,
        Blur = new FaceAugmentationRange(0.5f, 4),
        DownscaleProbability = 1 / 3.0,
        DownscaledWidth = new FaceAugmentationRange(12, 64),
        NoiseProbability = 1 / 3.0,
        Noise = new FaceAugmentationRange(3, 40),
        JpegProbability = 1 / 3.0,
        JpegQuality = new FaceAugmentationRange(5, 60),
    };

    /// <summary>How often a mask covers nose, mouth and chin, 0 to 1; its color and place vary. The default value is 0.05.</summary>
    public double MaskProbability { get; init; } = 0.05;

    /// <summary>How often dark glasses cover the eyes, 0 to 1. The default value is 0.05.</summary>
    public double GlassesProbability { get; init; } = 0.05;

    /// <summary>How often left and right are exchanged, 0 to 1. The default value is 0.5.</summary>
    public double FlipProbability { get; init; } = 0.5;

    /// <summary>The largest turn in degrees, 0 to 180. The default value is 6.</summary>
    public float MaxRotation { get; init; } = 6;

    /// <summary>The largest change of size, as a share: 0.1 for 0.9 to 1.1; 0 to 0.9. The default value is 0.06.</summary>
    public float MaxZoom { get; init; } = 0.06f;

    /// <summary>The largest shift along each axis, as a share of the side, 0 to 1. The default value is 0.03.</summary>
    public float MaxShift { get; init; } = 0.03f;

    /// <summary>The largest change of brightness, as a share of the range of 255, 0 to 1. The default value is 0.15.</summary>
    public float MaxBrightness { get; init; } = 0.15f;

    /// <summary>The largest change of contrast around middle gray, as a share, 0 to 1. The default value is 0.25.</summary>
    public float MaxContrast { get; init; } = 0.25f;

    /// <summary>The largest change of colorfulness, as a share, 0 to 1. The default value is 0.3.</summary>
    public float MaxSaturation { get; init; } = 0.3f;

    /// <summary>How often color is taken away altogether, 0 to 1. The default value is 0.1.</summary>
    public double GrayProbability { get; init; } = 0.1;

    /// <summary>How often the face is out of focus, 0 to 1. The default value is 0.15.</summary>
    public double BlurProbability { get; init; } = 0.15;

    /// <summary>The standard deviation of the blur in pixels, above 0 and at most 100. The default value is 0.5 to 2.</summary>
    public FaceAugmentationRange Blur { get; init; } = new(0.5f, 2);

    /// <summary>How often the face is reduced to few pixels and enlarged again, 0 to 1. The default value is 0.15.</summary>
    public double DownscaleProbability { get; init; } = 0.15;

    /// <summary>The columns that it is reduced to, at least 1; rows in proportion. The default value is 24 to 80.</summary>
    public FaceAugmentationRange DownscaledWidth { get; init; } = new(24, 80);

    /// <summary>How often the sensor adds noise to every pixel, 0 to 1. The default value is 0.</summary>
    public double NoiseProbability { get; init; }

    /// <summary>The standard deviation of the noise in steps of 255, at least 0 and at most 255. The default value is 2 to 20.</summary>
    public FaceAugmentationRange Noise { get; init; } = new(2, 20);

    /// <summary>How often the image goes through a JPEG file, 0 to 1. The default value is 0.2.</summary>
    public double JpegProbability { get; init; } = 0.2;

    /// <summary>The file's quality, 1 to 100. The default value is 20 to 80.</summary>
    public FaceAugmentationRange JpegQuality { get; init; } = new(20, 80);

    /// <summary>Which of the many outcomes: with the same seed the same image becomes the same again. The default value is 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Refuses what is out of bounds, and names it.</summary>
    internal void Check()
    {
        foreach ((string name, double value) in new (string, double)[]
        {
            (nameof(MaskProbability), MaskProbability), (nameof(GlassesProbability), GlassesProbability),
                (nameof(FlipProbability), FlipProbability), (nameof(GrayProbability), GrayProbability),
            (nameof(BlurProbability), BlurProbability), (nameof(DownscaleProbability), DownscaleProbability),
            (nameof(NoiseProbability), NoiseProbability), (nameof(JpegProbability), JpegProbability),
            (nameof(MaxShift), MaxShift), (nameof(MaxBrightness), MaxBrightness), (nameof(MaxContrast), MaxContrast),
            (nameof(MaxSaturation), MaxSaturation),
        })
        {
            Require(value is >= 0 and <= 1, name, value, "0 to 1");
        }

        Require(MaxRotation is >= 0 and <= 180, nameof(MaxRotation), MaxRotation, "0 to 180 degrees");
        Require(MaxZoom is >= 0 and <= 0.9f, nameof(MaxZoom), MaxZoom, "0 to 0.9");
        Require(Blur is { Low: > 0, High: <= 100 } && Blur.High >= Blur.Low, nameof(Blur), Blur,
            "a rising range above 0 and at most 100 pixels");
        Require(DownscaledWidth is { Low: >= 1, High: <= 16_384 } && DownscaledWidth.High >= DownscaledWidth.Low, nameof(DownscaledWidth),
            DownscaledWidth, "a rising range of 1 to 16,384 columns");
        Require(Noise is { Low: >= 0, High: <= 255 } && Noise.High >= Noise.Low, nameof(Noise), Noise, "a rising range of 0 to 255");
        Require(JpegQuality is { Low: >= 1, High: <= 100 } && JpegQuality.High >= JpegQuality.Low, nameof(JpegQuality), JpegQuality,
            "a rising range of 1 to 100");
    }

    private static void Require(bool holds, string name, object value, string wanted)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{nameof(FaceAugmentationOptions)}.{name} must be {wanted}.");
        }
    }
}
