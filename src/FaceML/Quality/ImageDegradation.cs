using System.Numerics;
using FaceML.Imaging;
using FaceML.Recognition;

namespace FaceML.Quality;

/// <summary>What spoils images of faces, in strengths of one's choice. Pure functions; the given image stays as it is.</summary>
internal static class ImageDegradation
{
    /// <summary>The image through a smaller number of pixels and back.</summary>
    /// <param name="image">The image.</param>
    /// <param name="width">Pixels across, at least 1.</param>
    /// <param name="height">Pixels down, at least 1.</param>
    public static Image ThroughPixels(Image image, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.Resize(width, height, ResizeFilter.Area).Resize(image.Width, image.Height);
    }

    /// <summary>The image through a JPEG file.</summary>
    /// <param name="image">The image.</param>
    /// <param name="quality">1 to 100.</param>
    public static Image ThroughJpeg(Image image, int quality)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Image.Decode(image.Encode(ImageFormat.Jpeg, new ImageEncodeOptions { Quality = quality }));
    }

    /// <summary>Normal noise on every pixel's red, green and blue.</summary>
    /// <param name="image">The image.</param>
    /// <param name="deviation">Its standard deviation, in steps of 255.</param>
    /// <param name="random">Where chance comes from.</param>
    public static Image AddNoise(Image image, double deviation, Random random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(random);
        Image changed = image.Clone();
        foreach (ref byte value in changed.Pixels)
        {
            // Box and Muller 1958.
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            value = Rounded(value + deviation * normal);
        }

        return changed;
    }

    /// <summary>Every pixel's red, green and blue times a factor, cut off at 255: darker below 1, brighter above.</summary>
    /// <param name="image">The image.</param>
    /// <param name="times">The factor.</param>
    public static Image Brighten(Image image, double times)
    {
        ArgumentNullException.ThrowIfNull(image);
        Image changed = image.Clone();
        foreach (ref byte value in changed.Pixels)
        {
            value = Rounded(value * times);
        }

        return changed;
    }

    /// <summary>The image as a camera that moves takes it: every pixel the mean of those along a line through it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="length">How long the line is, in pixels, at least 1.</param>
    /// <param name="degrees">Its direction, from 0 (across) clockwise.</param>
    public static Image BlurByMotion(Image image, int length, double degrees)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
        (int X, int Y)[] line = [.. Enumerable.Range(0, length).Select(i => i - (length - 1) / 2.0)
            .Select(at => ((int)Math.Round(cosine * at), (int)Math.Round(sine * at)))];
        Image blurred = image.Clone();
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                (int red, int green, int blue) = (0, 0, 0);
                foreach ((int dx, int dy) in line)
                {
                    int from = (Math.Clamp(y + dy, 0, image.Height - 1) * image.Width + Math.Clamp(x + dx, 0, image.Width - 1)) * 3;
                    (red, green, blue) = (red + image.Pixels[from], green + image.Pixels[from + 1], blue + image.Pixels[from + 2]);
                }

                int to = (y * image.Width + x) * 3;
                (blurred.Pixels[to], blurred.Pixels[to + 1], blurred.Pixels[to + 2]) =
                    ((byte)(red / length), (byte)(green / length), (byte)(blue / length));
            }
        }

        return blurred;
    }

    /// <summary>Part of a face covered: by one color, by a noisy one, or by another part of the image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="face">The points of the face in it.</param>
    /// <param name="share">How much of the face is covered, 0 to 1.</param>
    /// <param name="random">Where chance comes from: for the place, the shape and the color.</param>
    public static Image Cover(Image image, in FacePoints face, double share, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Cover(image, face, random.Next(Places), share, random);
    }

    /// <summary>How many places there are to cover: from above, below, the left, the right, the eyes, below the nose, anywhere.</summary>
    internal const int Places = 7;

    /// <summary>One of the <see cref="Places"/> covered.</summary>
    internal static Image Cover(Image image, in FacePoints face, int place, double share, Random random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(random);
        Box part = PartOf(face, place, (float)share, random, out bool round);
        return Fill(image, part, round, random);
    }

    // The face from above the brows to below the chin, and a part of it.
    private static Box PartOf(in FacePoints face, int place, float part, Random random, out bool round)
    {
        Vector2 eyes = (face.EyeLeft + face.EyeRight) / 2, mouth = (face.MouthLeft + face.MouthRight) / 2;
        float across = Vector2.Distance(face.EyeLeft, face.EyeRight);
        float left = Math.Min(face.EyeLeft.X, face.MouthLeft.X) - 0.5f * across, right =
            Math.Max(face.EyeRight.X, face.MouthRight.X) + 0.5f * across;
        float top = eyes.Y - 0.75f * across, bottom = mouth.Y + 0.7f * across;
        float width = right - left, height = bottom - top;
        round = false;
        switch (place)
        {
            case 0: return new(left, top, right, top + height * part);
            case 1: return new(left, bottom - height * part, right, bottom);
            case 2: return new(left, top, left + width * part, bottom);
            case 3: return new(right - width * part, top, right, bottom);
            case 4: return new(left + 0.1f * width, eyes.Y - 0.7f * part * across, right - 0.1f * width, eyes.Y + 0.8f * part * across);
            case 5: return new(left, eyes.Y + (mouth.Y - eyes.Y) * (1.1f - part), right, bottom);
            default:
                round = random.Next(2) == 0;
                float side = MathF.Sqrt(part), x = left + width * (1 - side) * random.NextSingle(), y =
                    top + height * (1 - side) * random.NextSingle();
                return new(x, y, x + width * side, y + height * side);
        }
    }

    private static Image Fill(Image image, Box part, bool round, Random random)
    {
        Image covered = image.Clone();
        int material = random.Next(4), gray = random.Next(256);
        int[] color = material == 0 ? [gray, gray, gray] : [random.Next(256), random.Next(256), random.Next(256)];
        int shift = random.Next(image.Width * image.Height);
        for (int y = Math.Max(0, (int)part.Top); y < Math.Min(image.Height, part.Bottom); y++)
        {
            for (int x = Math.Max(0, (int)part.Left); x < Math.Min(image.Width, part.Right); x++)
            {
                Vector2 place = (new Vector2(x, y) - part.Center) / new Vector2(part.Width, part.Height);
                if (round && place.LengthSquared() > 0.25f)
                {
                    continue;
                }

                int at = y * image.Width + x, elsewhere = (at + shift) % (image.Width * image.Height);
                for (int channel = 0; channel < 3; channel++)
                {
                    int value = material switch
                    {
                        2 => color[channel] + random.Next(-30, 31),
                        3 => image.Pixels[elsewhere * 3 + channel],
                        _ => color[channel],
                    };
                    covered.Pixels[at * 3 + channel] = (byte)Math.Clamp(value, 0, 255);
                }
            }
        }

        return covered;
    }

    private static byte Rounded(double value) => (byte)Math.Clamp(value + 0.5, 0, 255);
}
