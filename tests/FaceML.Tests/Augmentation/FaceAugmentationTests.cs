using FaceML.Augmentation;

namespace FaceML.Tests.Augmentation;

[TestClass]
public sealed class FaceAugmentationTests
{
    private static readonly Image Face =
        Image.Load(Directory.GetFiles(TestData.DataSet("lfw-deepfunneled"), "*.jpg", SearchOption.AllDirectories).Order(
        StringComparer.Ordinal).First()).Crop(new Box(69, 69, 181, 181));

    [TestMethod]
    public void nothing_asked_for_nothing_happens_in_a_image_of_its_own()
    {
        Image same = new FaceAugmentation(FaceAugmentationOptions.None).Apply(Face);

        Assert.AreNotSame(Face, same);
        Assert.IsTrue(Face.Pixels.SequenceEqual(same.Pixels));
    }

    [TestMethod]
    public void the_same_image_and_variant_give_the_same_otherwise_not()
    {
        byte[] before = Face.Pixels.ToArray();
        var augmentation = new FaceAugmentation(new FaceAugmentationOptions());

        byte[] first = augmentation.Apply(Face).Pixels.ToArray();

        CollectionAssert.AreEqual(first, new FaceAugmentation(new FaceAugmentationOptions()).Apply(Face.Clone()).Pixels.ToArray());
        CollectionAssert.AreNotEqual(first, augmentation.Apply(Face, variant: 1).Pixels.ToArray());
        CollectionAssert.AreNotEqual(first, new FaceAugmentation(new FaceAugmentationOptions { Seed = 2 }).Apply(Face).Pixels.ToArray());
        CollectionAssert.AreEqual(before, Face.Pixels.ToArray());
    }

    [TestMethod]
    public void flip_is_the_mirror_image() =>
        Assert.IsTrue(Face.FlipHorizontal().Pixels.SequenceEqual(
            new FaceAugmentation(FaceAugmentationOptions.None with { FlipProbability = 1 }).Apply(Face).Pixels));

    [TestMethod]
    public void gray_leaves_no_colour_and_the_luma_of_bt601()
    {
        Image gray = new FaceAugmentation(FaceAugmentationOptions.None with { GrayProbability = 1 }).Apply(Face);

        for (int i = 0; i < gray.Pixels.Length; i += 3)
        {
            Assert.IsTrue(gray.Pixels[i] == gray.Pixels[i + 1] && gray.Pixels[i] == gray.Pixels[i + 2]);
            Assert.AreEqual(0.299 * Face.Pixels[i] + 0.587 * Face.Pixels[i + 1] + 0.114 * Face.Pixels[i + 2], gray.Pixels[i], 0.51);
        }
    }

    [TestMethod]
    public void a_mask_covers_nose_tip_and_mouth_and_leaves_the_eyes_glasses_the_other_way_round()
    {
        IReadOnlyList<System.Numerics.Vector2> points = AlignmentTemplate.ArcFace112.Points;
        Image masked = new FaceAugmentation(FaceAugmentationOptions.None with { MaskProbability = 1 }).Apply(Face);
        Image shaded = new FaceAugmentation(FaceAugmentationOptions.None with { GlassesProbability = 1 }).Apply(Face);

        for (int point = 0; point < 5; point++)
        {
            int at = ((int)points[point].Y * 112 + (int)points[point].X) * 3;
            Assert.AreEqual(point >= 2, !masked.Pixels.Slice(at, 3).SequenceEqual(Face.Pixels.Slice(at, 3)), $"mask, point {point}");
            Assert.AreEqual(point < 2, !shaded.Pixels.Slice(at, 3).SequenceEqual(Face.Pixels.Slice(at, 3)), $"glasses, point {point}");
        }
    }

    [TestMethod]
    public void fewer_pixels_lower_quality_and_blur_take_detail_away()
    {
        double detail = Detail(Face);
        Assert.IsLessThan(detail * 0.7,
            Detail(new FaceAugmentation(
            FaceAugmentationOptions.None with { DownscaleProbability = 1, DownscaledWidth = FaceAugmentationRange.Fixed(24) }).Apply(
            Face)));
        Assert.IsLessThan(detail * 0.7,
            Detail(new FaceAugmentation(
            FaceAugmentationOptions.None with { BlurProbability = 1, Blur = FaceAugmentationRange.Fixed(2) }).Apply(Face)));
        Image coarse = new FaceAugmentation(
            FaceAugmentationOptions.None with { JpegProbability = 1, JpegQuality = FaceAugmentationRange.Fixed(10) }).Apply(Face);
        Assert.IsFalse(coarse.Pixels.SequenceEqual(Face.Pixels));
        Assert.AreEqual((Face.Width, Face.Height), (coarse.Width, coarse.Height));
    }

    [TestMethod]
    public void noise_changes_every_part_of_a_face_a_little_and_always_alike()
    {
        var noise = new FaceAugmentation(
            FaceAugmentationOptions.None with { NoiseProbability = 1, Noise = FaceAugmentationRange.Fixed(10) });
        Image noisy = noise.Apply(Face);
        double[] differences = [.. Enumerable.Range(0, Face.Pixels.Length).Where(i => Face.Pixels[i] is > 50 and < 205)
            .Select(i => (double)noisy.Pixels[i] - Face.Pixels[i])];

        Assert.AreEqual(10, Math.Sqrt(differences.Average(d => d * d)), 0.5);
        Assert.AreEqual(0, differences.Average(), 0.5);
        Assert.IsTrue(noisy.Pixels.SequenceEqual(noise.Apply(Face).Pixels));
    }

    [TestMethod]
    public void each_probability_is_kept()
    {
        // 400 variants of one image: the mirrored share of a half lies within five deviations (0.125).
        var augmentation = new FaceAugmentation(FaceAugmentationOptions.None with { FlipProbability = 0.5 });
        int flipped = Enumerable.Range(0, 400).Count(i => !augmentation.Apply(Face, i).Pixels.SequenceEqual(Face.Pixels));
        Assert.AreEqual(0.5, flipped / 400.0, 0.125);
    }

    [TestMethod]
    public void settings_out_of_bounds_are_named()
    {
        foreach ((FaceAugmentationOptions options, string name) in new[]
        {
            (new FaceAugmentationOptions { FlipProbability = 1.5 }, nameof(FaceAugmentationOptions.FlipProbability)),
            (new FaceAugmentationOptions { MaskProbability = double.NaN }, nameof(FaceAugmentationOptions.MaskProbability)),
            (new FaceAugmentationOptions { MaxZoom = 1 }, nameof(FaceAugmentationOptions.MaxZoom)),
            (new FaceAugmentationOptions { Blur = new(2, 1) }, nameof(FaceAugmentationOptions.Blur)),
            (new FaceAugmentationOptions { JpegQuality = new(0, 50) }, nameof(FaceAugmentationOptions.JpegQuality)),
            (new FaceAugmentationOptions { DownscaledWidth = new(24, float.PositiveInfinity) },
                nameof(FaceAugmentationOptions.DownscaledWidth)),
        })
        {
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new FaceAugmentation(options)).Message, name);
        }

        Assert.ThrowsExactly<ArgumentException>(() => new FaceAugmentation(new FaceAugmentationOptions(), AlignmentTemplate.EyesOnly));
    }

    // The mean difference of neighbors in a row.
    private static double Detail(Image image)
    {
        double sum = 0;
        for (int i = 3; i < image.Pixels.Length; i++)
        {
            sum += i / 3 % image.Width == 0 ? 0 : Math.Abs(image.Pixels[i] - image.Pixels[i - 3]);
        }

        return sum;
    }
}
