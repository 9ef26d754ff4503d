using FsCheck;
using FsCheck.Fluent;

using TestData = FaceML.TestKit.TestData;

namespace FaceML.Imaging.Tests;

[TestClass]
public sealed class ImageGeometryTests
{
    [TestMethod]
    public void the_same_size_changes_nothing()
    {
        Image image = TestImages.Random(23, 19);
        Assert.AreEqual(0, TestImages.LargestDifference(image, image.Resize(23, 19)));
        Assert.AreEqual(0, TestImages.LargestDifference(image, image.Resize(23, 19, ResizeFilter.Area)));
        Assert.AreEqual(0, TestImages.LargestDifference(image, image.Warp(SimilarityTransform.Identity, 23, 19)));
    }

    [TestMethod]
    public void a_flat_picture_stays_flat() =>
        Prop.ForAll<byte, PositiveInt, PositiveInt>((value, width, height) =>
        {
            Image image = new(13, 9);
            image.Pixels.Fill(value);
            foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
            {
                foreach (byte pixel in image.Resize(width.Get, height.Get, filter).Pixels)
                {
                    Assert.AreEqual(value, pixel);
                }
            }
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void area_halving_is_the_mean_of_four()
    {
        Image image = new(2, 2, [0, 0, 0, 10, 0, 0, 20, 0, 255, 31, 0, 255]);
        Assert.AreEqual(new Rgb(15, 0, 128), image.Resize(1, 1, ResizeFilter.Area).At(0, 0));
    }

    [TestMethod]
    public void a_crop_holds_the_pixels_and_black_beyond()
    {
        Image image = TestImages.Random(10, 8);
        Image inside = image.Crop(new Box(2, 3, 7, 8));
        Assert.AreEqual((5, 5), (inside.Width, inside.Height));
        Assert.AreEqual(image.At(2, 3), inside.At(0, 0));
        Assert.AreEqual(image.At(6, 7), inside.At(4, 4));

        Image over = image.Crop(new Box(-2, -1, 12, 9));
        Assert.AreEqual((14, 10), (over.Width, over.Height));
        Assert.AreEqual(image.At(0, 0), over.At(2, 1));
        Assert.AreEqual(image.At(9, 7), over.At(11, 8));
        Assert.AreEqual(Rgb.Black, over.At(1, 1));
        Assert.AreEqual(Rgb.Black, over.At(12, 8));

        Assert.IsTrue(image.Crop(new Box(100, 100, 103, 102)).Pixels.IndexOfAnyExcept((byte)0) < 0);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => image.Crop(new Box(3, 3, 3, 5)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => image.Crop(new Box(float.NaN, 3, 4, 5)));
    }

    [TestMethod]
    public void edges_of_a_crop_are_rounded() =>
        Assert.AreEqual((3, 2), (TestImages.Random(9, 9).Crop(new Box(0.4f, 0.6f, 3.4f, 2.6f)) is { } c ? (c.Width, c.Height) : default));

    /// <summary>A shift by whole pixels moves pixels; one by half a pixel mixes neighbors, and the edge with black.</summary>
    [TestMethod]
    public void a_warp_shifts()
    {
        Image image = new(2, 1, [100, 0, 0, 200, 0, 0]);
        Image whole = image.Warp(new SimilarityTransform(1, 0, 1, 0), 4, 1);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 100, 0, 0, 200, 0, 0, 0, 0, 0 }, whole.Pixels.ToArray());
        Image half = image.Warp(new SimilarityTransform(1, 0, 0.5f, 0), 3, 1);
        CollectionAssert.AreEqual(new byte[] { 50, 0, 0, 150, 0, 0, 100, 0, 0 }, half.Pixels.ToArray());
    }

    /// <summary>x′ = −y + height, y′ = x: a quarter turn from the x axis to the y axis, clockwise as one sees it.</summary>
    [TestMethod]
    public void a_warp_turns_clockwise()
    {
        Image image = TestImages.Random(5, 3);
        Image turned = image.Warp(new SimilarityTransform(0, 1, 3, 0), 3, 5);
        Assert.AreEqual(0, TestImages.LargestDifference(Orientation.Apply(image, 6), turned));
    }

    [TestMethod]
    public void a_warp_there_and_back_is_the_picture()
    {
        Image image = Image.Load(TestData.Samples[0], new ImageDecodeOptions { MaximumSide = 200 });
        SimilarityTransform transform = new(2 * MathF.Cos(0.3f), 2 * MathF.Sin(0.3f), 150, 20);
        Image back = image.Warp(transform, 700, 500).Warp(transform.Invert(), image.Width, image.Height);
        Box middle = new(5, 5, image.Width - 5, image.Height - 5);
        Assert.IsLessThan(3, TestImages.Difference(image.Crop(middle), back.Crop(middle)));
    }

    [TestMethod]
    public void a_reducing_warp_can_average()
    {
        // A fine checkerboard has no detail left at a quarter of its size.
        Image image = new(64, 64);
        for (int i = 0; i < 64 * 64; i++)
        {
            image.Pixels.Slice(i * 3, 3).Fill((i + i / 64) % 2 == 0 ? (byte)255 : (byte)0);
        }

        Image averaged = image.Warp(new SimilarityTransform(0.24f, 0, 0, 0), 15, 15, ResizeFilter.Area);
        for (int y = 1; y < 14; y++)
        {
            TestImages.AreClose(new Rgb(128, 128, 128), averaged.At(y, y), 20);
        }
    }

    [TestMethod]
    public void a_mirror_image_of_a_mirror_image_is_the_picture()
    {
        Image image = TestImages.Random(7, 4);
        Image mirrored = image.FlipHorizontal();
        Assert.AreEqual(image.At(0, 2), mirrored.At(6, 2));
        Assert.AreEqual(image.At(5, 0), mirrored.At(1, 0));
        Assert.AreEqual(0, TestImages.LargestDifference(image, mirrored.FlipHorizontal()));
    }

    [TestMethod]
    public void a_clone_has_pixels_of_its_own()
    {
        Image image = TestImages.Random(3, 3), clone = image.Clone();
        Assert.AreEqual(0, TestImages.LargestDifference(image, clone));
        clone.Pixels[0] ^= 0xFF;
        Assert.AreNotEqual(image.Pixels[0], clone.Pixels[0]);
    }

    [TestMethod]
    public void pixels_must_fit_the_sides()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new Image(2, 2, new byte[11]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Image(0, 2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Image(2, -1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Image(100_000, 100_000));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => TestImages.Random(2, 2).Resize(0, 5));
    }

    [TestMethod]
    public void turning_is_clockwise_and_four_quarter_turns_are_none()
    {
        Image image = new(3, 2, [.. Enumerable.Range(0, 18).Select(i => (byte)i)]);
        Image once = image.Turn(90);
        Assert.AreEqual((2, 3), (once.Width, once.Height));
        CollectionAssert.AreEqual(image.Pixels[..3].ToArray(), once.Pixels[3..6].ToArray());
        CollectionAssert.AreEqual(image.Pixels.ToArray(), once.Turn(270).Pixels.ToArray());
        CollectionAssert.AreEqual(image.Turn(180).Pixels.ToArray(), once.Turn(90).Pixels.ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => image.Turn(45));
    }
}
