using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using FaceML.Quality;
using FaceML.Training.Algebra;

namespace FaceML.Augmentation;

/// <summary>
/// Changes aligned faces as cameras, light and clothes do. What is drawn depends on the seed, the image and the number of the variant
/// alone: neither on order nor on threads. Safe to share.
/// </summary>
public sealed class FaceAugmentation
{
    private readonly FaceAugmentationOptions options;
    private readonly AlignmentTemplate template;

    /// <summary>Makes an augmentation.</summary>
    /// <param name="options">What may happen.</param>
    /// <param name="template">Where the face's points lie in the images, of all five points; stretched to each image's size. Null for
    /// <see cref="AlignmentTemplate.ArcFace112"/>.</param>
    /// <exception cref="ArgumentException">A setting is out of its range, or the template fixes fewer than five points; the message names
    /// it.</exception>
    public FaceAugmentation(FaceAugmentationOptions options, AlignmentTemplate? template = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        this.options = options;
        this.template = template ?? AlignmentTemplate.ArcFace112;
        if (this.template.Points.Count < 5)
        {
            throw new ArgumentException(
                $"The template {this.template.Name} does not say where nose and mouth are; {AlignmentTemplate.ArcFace112.Name} and "
                    + $"{AlignmentTemplate.Dlib150.Name} do.", nameof(template));
        }
    }

    /// <summary>Changes an image. The image itself stays as it is.</summary>
    /// <param name="alignedFace">An aligned face.</param>
    /// <param name="variant">Which of many outcomes for the same image.</param>
    /// <returns>An image of the same size.</returns>
    public Image Apply(Image alignedFace, int variant = 0)
    {
        ArgumentNullException.ThrowIfNull(alignedFace);
        TrainingRandom random = RandomOf(alignedFace, variant);
        Image result = Cover(alignedFace, random);
        result = Happens(random, options.FlipProbability) ? result.FlipHorizontal() : result;
        result = Move(result, random);
        result = Light(result, random);
        result = Happens(random, options.BlurProbability) ? result.Blur(Draw(random, options.Blur)) : result;
        result = Happens(random, options.DownscaleProbability) ? Downscale(result, Draw(random, options.DownscaledWidth)) : result;
        // Nothing is drawn where there is none: what the other settings make of an image stays the same.
        result = options.NoiseProbability > 0 && Happens(random, options.NoiseProbability)
            ? AddNoise(result, Draw(random, options.Noise), random)
            : result;
        result = Happens(random, options.JpegProbability) ? Compress(result, Draw(random, options.JpegQuality)) : result;
        return ReferenceEquals(result, alignedFace) ? alignedFace.Clone() : result;
    }

    private TrainingRandom RandomOf(Image alignedFace, int variant)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> numbers = stackalloc byte[20];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, options.Seed);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[8..], variant);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[12..], alignedFace.Width);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[16..], alignedFace.Height);
        hash.AppendData(numbers);
        hash.AppendData(alignedFace.Pixels);
        return new TrainingRandom(BinaryPrimitives.ReadInt64LittleEndian(hash.GetHashAndReset()));
    }

    // Every draw is made whether it is used or not, so that one setting does not change what the others do.
    private Image Cover(Image alignedFace, TrainingRandom random)
    {
        bool mask = Happens(random, options.MaskProbability);
        (Rgb maskColor, float place) = (FaceCover.MaskColor(random), (float)random.NextDouble());
        bool glasses = Happens(random, options.GlassesProbability);
        Rgb glassesColor = FaceCover.GlassesColor(random);
        if (!mask && !glasses)
        {
            return alignedFace;
        }

        Image covered = alignedFace.Clone();
        var cover = new FaceCover(template, covered);
        if (mask)
        {
            cover.DrawMask(maskColor, place);
        }

        if (glasses)
        {
            cover.DrawGlasses(glassesColor);
        }

        return covered;
    }

    private Image Move(Image image, TrainingRandom random)
    {
        float angle = Around(random, options.MaxRotation) * MathF.PI / 180, scale = 1 + Around(random, options.MaxZoom);
        Vector2 shift = new(Around(random, options.MaxShift) * image.Width, Around(random, options.MaxShift) * image.Height);
        if (angle == 0 && scale == 1 && shift == Vector2.Zero)
        {
            return image;
        }

        // Turned and zoomed about the middle.
        Vector2 middle = new(image.Width / 2f, image.Height / 2f);
        var turn = new SimilarityTransform(scale * MathF.Cos(angle), scale * MathF.Sin(angle), 0, 0);
        Vector2 offset = middle + shift - turn.Apply(middle);
        return image.Warp(turn with { X = offset.X, Y = offset.Y }, image.Width, image.Height);
    }

    private Image Light(Image image, TrainingRandom random)
    {
        float brightness = Around(random, options.MaxBrightness) * 255, contrast = 1 + Around(random, options.MaxContrast), saturation =
            1 + Around(random, options.MaxSaturation);
        saturation = Happens(random, options.GrayProbability) ? 0 : saturation;
        return brightness == 0 && contrast == 1 && saturation == 1 ? image : ColorChange.Apply(image, brightness, contrast, saturation);
    }

    private static Image Downscale(Image image, float width)
    {
        int columns = Math.Max(1, (int)MathF.Round(width)), rows = Math.Max(1, (int)MathF.Round(width * image.Height / image.Width));
        return columns >= image.Width ? image : ImageDegradation.ThroughPixels(image, columns, rows);
    }

    private static Image AddNoise(Image image, float deviation, TrainingRandom random) =>
        ImageDegradation.AddNoise(image, deviation, new Random(random.Next(int.MaxValue)));

    private static Image Compress(Image image, float quality) => ImageDegradation.ThroughJpeg(image, (int)MathF.Round(quality));

    private static bool Happens(TrainingRandom random, double probability) => random.NextDouble() < probability;

    private static float Around(TrainingRandom random, float most) => (float)(2 * random.NextDouble() - 1) * most;

    private static float Draw(TrainingRandom random, FaceAugmentationRange range) =>
        range.Low + (float)random.NextDouble() * (range.High - range.Low);
}
