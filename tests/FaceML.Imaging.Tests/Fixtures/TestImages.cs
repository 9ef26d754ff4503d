namespace FaceML.Imaging.Tests;

/// <summary>Images made for tests.</summary>
internal static class TestImages
{
    public static Image Random(int width, int height, int seed = 1)
    {
        Image image = new(width, height);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }

    /// <summary>Flat blocks of the given colors, row by row, each <paramref name="side"/> pixels square: what survives JPEG.</summary>
    public static Image Blocks(int columns, int side, params Rgb[] colors)
    {
        Image image = new(columns * side, colors.Length / columns * side);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                Set(image, x, y, colors[y / side * columns + x / side]);
            }
        }

        return image;
    }

    public static Rgb At(this Image image, int x, int y)
    {
        ReadOnlySpan<byte> pixel = image.Pixels.Slice((y * image.Width + x) * 3, 3);
        return new Rgb(pixel[0], pixel[1], pixel[2]);
    }

    public static void Set(this Image image, int x, int y, Rgb color)
    {
        Span<byte> pixel = image.Pixels.Slice((y * image.Width + x) * 3, 3);
        (pixel[0], pixel[1], pixel[2]) = (color.Red, color.Green, color.Blue);
    }

    /// <summary>The mean absolute difference a channel.</summary>
    public static double Difference(Image a, Image b)
    {
        Assert.AreEqual((a.Width, a.Height), (b.Width, b.Height));
        long sum = 0;
        for (int i = 0; i < a.Pixels.Length; i++)
        {
            sum += Math.Abs(a.Pixels[i] - b.Pixels[i]);
        }

        return (double)sum / a.Pixels.Length;
    }

    public static int LargestDifference(Image a, Image b)
    {
        Assert.AreEqual((a.Width, a.Height), (b.Width, b.Height));
        int largest = 0;
        for (int i = 0; i < a.Pixels.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(a.Pixels[i] - b.Pixels[i]));
        }

        return largest;
    }

    public static void AreClose(Rgb expected, Rgb actual, int tolerance)
    {
        int difference = Math.Max(
            Math.Abs(expected.Red - actual.Red), Math.Max(Math.Abs(expected.Green - actual.Green), Math.Abs(expected.Blue - actual.Blue)));
        Assert.IsLessThanOrEqualTo(tolerance, difference, $"expected {expected}, got {actual}");
    }
}
