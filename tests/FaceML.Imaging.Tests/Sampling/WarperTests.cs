using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Imaging.Tests.Sampling;

[TestClass]
public sealed class WarperTests
{
    // Single precision of a place of a few hundred pixels and of a blend, on noise of 255 a pixel.
    private const double Tolerance = 0.06;

    /// <summary>Any angle, scale from a tenth to tenfold, images down to a pixel, targets inside, at the border and beside it.</summary>
    [TestMethod]
    public void every_transform_gives_the_values_of_the_plain_loops() =>
        Prop.ForAll<int>(seed =>
        {
            Random random = new(seed);
            Image image = TestImages.Random(random.Next(1, 90), random.Next(1, 90), seed);
            TensorSpec spec = new() { Width = random.Next(1, 80), Height = random.Next(1, 12) };
            (float sin, float cos) = MathF.SinCos(random.NextSingle() * MathF.Tau);
            float scale = MathF.Pow(10, 2 * random.NextSingle() - 1);

            // A place of the image, or near it, comes to the middle of the target.
            SimilarityTransform turn = new(scale * cos, scale * sin, 0, 0);
            System.Numerics.Vector2 middle = turn.Apply(new(
                (1.4f * random.NextSingle() - 0.2f) * image.Width, (1.4f * random.NextSingle() - 0.2f) * image.Height));
            AreTheSame(image, turn with { X = spec.Width / 2f - middle.X, Y = spec.Height / 2f - middle.Y }, spec, $"seed {seed}");
        }).QuickCheckThrowOnFailure();

    /// <summary>The pixels' array ends with the image: a read beyond it would be one of other memory.</summary>
    [TestMethod]
    public void pixels_are_right_up_to_the_last_byte_of_the_image()
    {
        for (int width = 1; width <= 20; width++)
        {
            for (int height = 1; height <= 3; height++)
            {
                Image image = TestImages.Random(width, height);
                foreach (float shift in (float[])[0, 0.25f, -0.25f, 0.5f, 1, -1])
                {
                    TensorSpec spec = new() { Width = width + 2, Height = height + 2 };
                    AreTheSame(image, new(1, 0, 1 + shift, 1 + shift), spec, $"{width}×{height}, {shift}");
                    AreTheSame(image, new(-1, 0, width + 1 + shift, height + 1 - shift), spec, $"{width}×{height} on its head, {shift}");
                }
            }
        }
    }

    [TestMethod]
    public void a_column_beside_the_border_does_not_depend_on_how_wide_the_target_is()
    {
        Image image = TestImages.Random(40, 30);
        SimilarityTransform transform = new(0.9f, 0.3f, 4, -3);
        float[] wide = Warped(image, transform, new() { Width = 50, Height = 30 });
        for (int width = 1; width < 50; width++)
        {
            float[] narrow = Warped(image, transform, new() { Width = width, Height = 30 });
            for (int row = 0; row < 3 * 30; row++)
            {
                CollectionAssert.AreEqual(wide[(row * 50)..(row * 50 + width)], narrow[(row * width)..((row + 1) * width)], $"{width}");
            }
        }
    }

    [TestMethod]
    public void a_transform_far_away_gives_black()
    {
        foreach (float far in (float[])[1e6f, -1e6f, 1e12f, -1e12f, 1e30f])
        {
            foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
            {
                float[] tensor = new float[3 * 20 * 4];
                PixelTensor.Write(TestImages.Random(30, 30), new SimilarityTransform(0.5f, 0.2f, far, far),
                    new TensorSpec { Width = 20, Height = 4 }, tensor, filter);
                Assert.IsTrue(tensor.All(value => value == 0), $"{far} {filter}");
            }
        }
    }

    [TestMethod]
    public void averaging_is_the_mean_of_the_samples_of_a_pixel()
    {
        Image image = TestImages.Random(70, 50);
        SimilarityTransform half = new(0.48f, 0.1f, 2, -4);
        int samples = (int)MathF.Ceiling(half.Invert().Scale);
        TensorSpec spec = new() { Width = 29, Height = 21 }, fine = new() { Width = samples * spec.Width, Height = samples * spec.Height };
        float[] averaged = new float[spec.Length];
        PixelTensor.Write(image, half, spec, averaged, ResizeFilter.Area);

        // The samples of a pixel are the pixels of a larger target.
        double[,,] all = Reference.Warp(image, new(samples * half.A, samples * half.B, samples * half.X, samples * half.Y), fine.Width,
            fine.Height);
        double[,,] means = new double[spec.Height, spec.Width, 3];
        for (int y = 0; y < fine.Height; y++)
        {
            for (int x = 0; x < fine.Width; x++)
            {
                for (int c = 0; c < 3; c++)
                {
                    means[y / samples, x / samples, c] += all[y, x, c] / (samples * samples);
                }
            }
        }

        Reference.AreClose(Reference.Tensor(means, spec), averaged, Tolerance);
    }

    private static void AreTheSame(Image image, SimilarityTransform transform, TensorSpec spec, string what) => Reference.AreClose(
        Reference.Tensor(Reference.Warp(image, transform, spec.Width, spec.Height), spec), Warped(image, transform, spec), Tolerance, what);

    // Numbers that are left unwritten must show.
    private static float[] Warped(Image image, SimilarityTransform transform, TensorSpec spec)
    {
        float[] tensor = [.. Enumerable.Repeat(float.NaN, spec.Length)];
        PixelTensor.Write(image, transform, spec, tensor);
        return tensor;
    }
}
