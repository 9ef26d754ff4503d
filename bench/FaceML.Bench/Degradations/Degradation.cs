using FaceML.Quality;

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
        .. Each([9, 17], length =>
            new($"moved by {length} pixels", (image, random) => ImageDegradation.BlurByMotion(image, length, 180 * random.NextDouble()))),
        .. Each([112, 64, 48, 32, 20, 12], side =>
            new($"through {side}×{side} pixels", (image, _) => ImageDegradation.ThroughPixels(image, side, side))),
        .. Each([10, 20, 40], sigma =>
            new($"noise, σ = {sigma} of 255", (image, random) => ImageDegradation.AddNoise(image, sigma, random))),
        .. Each([60, 30, 10, 5, 3], quality => new($"JPEG, quality {quality}", (image, _) => ImageDegradation.ThroughJpeg(image, quality))),
        .. Each([4, 6, 10], times => new($"{times} times darker", (image, _) => ImageDegradation.Brighten(image, 1.0 / times))),
        .. Each([2, 3], times => new($"{times} times brighter", (image, _) => ImageDegradation.Brighten(image, times))),
        .. Each([90, 180, 270], degrees => new($"turned by {degrees}°", (image, _) => image.Turn(degrees))),
        new("gamma 3", (image, _) => Curve(image, value => 255 * Math.Pow(value / 255, 3))),
        new("contrast × 0.3", (image, _) => Curve(image, value => 128 + 0.3 * (value - 128))),
        new("five levels a color", (image, _) => Curve(image, value => Math.Round(value / 64) * 64)),
        new("salt and pepper on 5 % of the pixels", SaltAndPepper),
        new("lower half of the face covered", (image, random) => CoverPart(image, 0.5, lower: true, random)),
        new("upper half of the face covered", (image, random) => CoverPart(image, 0.5, lower: false, random)),
        new("eyes covered", (image, random) => Cover(image, 0.39, 0.5, random)),
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
                1 => Through(image, (int)Math.Exp(Between(random, Math.Log(12), Math.Log(113)))),
                2 => ImageDegradation.AddNoise(image, Between(random, 5, 50), random),
                3 => ImageDegradation.ThroughJpeg(image, random.Next(3, 61)),
                4 => ImageDegradation.Brighten(image, Math.Exp(Between(random, -Math.Log(10), Math.Log(4)))),
                5 => image.Turn(90 * random.Next(1, 4)),
                _ => CoverPart(image, Between(random, 0.2, 0.6), random.Next(2) == 0, random),
            };
        }

        return image;
    }

    private static Image Curve(Image image, Func<double, double> curve)
    {
        Image changed = image.Clone();
        foreach (ref byte value in changed.Pixels)
        {
            value = (byte)Math.Clamp(curve(value) + 0.5, 0, 255);
        }

        return changed;
    }

    private static Image SaltAndPepper(Image image, Random random)
    {
        Image changed = image.Clone();
        for (int at = 0; at < changed.Pixels.Length; at += 3)
        {
            if (random.NextDouble() < 0.05)
            {
                changed.Pixels.Slice(at, 3).Fill((byte)(random.Next(2) * 255));
            }
        }

        return changed;
    }

    private static IEnumerable<Degradation> Each(int[] strengths, Func<int, Degradation> make) => strengths.Select(make);

    private static double Between(Random random, double low, double high) => low + (high - low) * random.NextDouble();

    private static Image Through(Image image, int side) => ImageDegradation.ThroughPixels(image, side, side);

    // A share of the face, from above or below. In LFW's 250×250 images it lies at about x 65 to 185 and y 70 to 190.
    private static Image CoverPart(Image image, double share, bool lower, Random random) => lower
        ? Cover(image, 0.76 - 0.48 * share, 0.76, random)
        : Cover(image, 0.28, 0.28 + 0.48 * share, random);

    // A bar of one gray across the face, between two shares of the image's height.
    private static Image Cover(Image image, double from, double to, Random random)
    {
        Image covered = image.Clone();
        byte gray = (byte)random.Next(256);
        int left = (int)(image.Width * 0.24), right = (int)(image.Width * 0.76);
        for (int y = (int)(image.Height * from); y < (int)(image.Height * to); y++)
        {
            covered.Pixels[((y * image.Width + left) * 3)..((y * image.Width + right) * 3)].Fill(gray);
        }

        return covered;
    }
}
