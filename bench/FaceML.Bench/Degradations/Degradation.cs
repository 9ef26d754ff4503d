using FaceML.Imaging;

namespace FaceML.Bench.Degradations;

/// <summary>A way to spoil an image, always the same for the same image and seed.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Apply">Gives the spoiled image; the given one stays as it is.</param>
internal sealed record Degradation(string Name, Func<Image, Random, Image> Apply)
{
    /// <summary>The grid that <c>degradations</c> measures.</summary>
    public static IReadOnlyList<Degradation> All { get; } =
    [
        new("as it is", (image, _) => image),
        .. Each([1, 2, 3, 4, 5, 7, 10], sigma => new($"Gaussian blur, σ = {sigma}", (image, _) => image.Blur(sigma))),
        .. Each([112, 64, 48, 32, 20, 12], side => new($"through {side}×{side} pixels", (image, _) => ThroughPixels(image, side))),
        .. Each([10, 20, 40], sigma => new($"noise, σ = {sigma} of 255", (image, random) => AddNoise(image, sigma, random))),
        .. Each([60, 30, 10, 5, 3], quality => new($"JPEG, quality {quality}", (image, _) => ThroughJpeg(image, quality))),
        .. Each([4, 10], times => new($"{times} times darker", (image, _) => Brighten(image, 1.0 / times))),
        .. Each([2, 3], times => new($"{times} times brighter", (image, _) => Brighten(image, times))),
        .. Each([90, 180, 270], degrees => new($"turned by {degrees}°", (image, _) => Turn(image, degrees / 90))),
        new("lower half of the face covered", (image, random) => Cover(image, 0.5, lower: true, random)),
        new("upper half of the face covered", (image, random) => Cover(image, 0.5, lower: false, random)),
        new("one to three of these at random", Mix),
    ];

    /// <summary>One to three kinds, in a random order and strength.</summary>
    private static Image Mix(Image image, Random random)
    {
        int[] kinds = [.. Enumerable.Range(0, 7)];
        random.Shuffle(kinds);
        foreach (int kind in kinds.Take(random.Next(1, 4)))
        {
            image = kind switch
            {
                0 => image.Blur((float)Between(random, 0.5, 10)),
                1 => ThroughPixels(image, (int)Math.Exp(Between(random, Math.Log(12), Math.Log(113)))),
                2 => AddNoise(image, Between(random, 5, 50), random),
                3 => ThroughJpeg(image, random.Next(3, 61)),
                4 => Brighten(image, Math.Exp(Between(random, -Math.Log(10), Math.Log(4)))),
                5 => Turn(image, random.Next(1, 4)),
                _ => Cover(image, Between(random, 0.2, 0.6), random.Next(2) == 0, random),
            };
        }

        return image;
    }

    private static IEnumerable<Degradation> Each(int[] strengths, Func<int, Degradation> make) => strengths.Select(make);

    private static double Between(Random random, double low, double high) => low + (high - low) * random.NextDouble();

    private static Image ThroughPixels(Image image, int side) =>
        image.Resize(side, side, ResizeFilter.Area).Resize(image.Width, image.Height);

    private static Image ThroughJpeg(Image image, int quality) =>
        Image.Decode(image.Encode(ImageFormat.Jpeg, new ImageEncodeOptions { Quality = quality }));

    private static Image Brighten(Image image, double times)
    {
        Image changed = image.Clone();
        foreach (ref byte value in changed.Pixels)
        {
            value = (byte)Math.Clamp(value * times + 0.5, 0, 255);
        }

        return changed;
    }

    private static Image AddNoise(Image image, double deviation, Random random)
    {
        Image changed = image.Clone();
        foreach (ref byte value in changed.Pixels)
        {
            // Box and Muller 1958.
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            value = (byte)Math.Clamp(value + deviation * normal + 0.5, 0, 255);
        }

        return changed;
    }

    // Clockwise.
    private static Image Turn(Image image, int quarters)
    {
        (int width, int height) = (image.Width, image.Height);
        Image turned = quarters == 2 ? new(width, height) : new(height, width);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (int column, int row) = quarters switch
                {
                    1 => (height - 1 - y, x),
                    2 => (width - 1 - x, height - 1 - y),
                    _ => (y, width - 1 - x),
                };
                image.Pixels.Slice((y * width + x) * 3, 3).CopyTo(turned.Pixels[((row * turned.Width + column) * 3)..]);
            }
        }

        return turned;
    }

    // A bar of one grey over a share of the face. In LFW's 250×250 images it lies at about x 65 to 185 and y 70 to 190.
    private static Image Cover(Image image, double share, bool lower, Random random)
    {
        Image covered = image.Clone();
        byte grey = (byte)random.Next(256);
        int height = (int)(image.Height * 0.48 * share), top = lower ? (int)(image.Height * 0.76) - height : (int)(image.Height * 0.28);
        int left = (int)(image.Width * 0.24), right = (int)(image.Width * 0.76);
        for (int y = top; y < top + height; y++)
        {
            covered.Pixels[((y * image.Width + left) * 3)..((y * image.Width + right) * 3)].Fill(grey);
        }

        return covered;
    }
}
