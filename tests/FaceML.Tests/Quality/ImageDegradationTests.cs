using FaceML.Quality;

namespace FaceML.Tests.Quality;

[TestClass]
public sealed class ImageDegradationTests
{
    private static readonly FacePoints Points = new(new(40, 50), new(80, 50), new(60, 70), new(45, 90), new(75, 90));

    private static double Difference(Image a, Image b) => a.Pixels.ToArray().Zip(b.Pixels.ToArray(), (x, y) => Math.Abs(x - y)).Average();

    private static Image Picture => SampleFaces.Nobody.Resize(120, 130);

    [TestMethod]
    public void the_given_image_stays_and_a_seed_gives_the_same_again()
    {
        Image before = Picture, image = Picture;
        for (int kind = 0; kind < FaceSpoiler.Kinds; kind++)
        {
            Image once = FaceSpoiler.Spoil(image, Points, kind, 3, new Random(kind)), twice =
                FaceSpoiler.Spoil(image, Points, kind, 3, new Random(kind));
            CollectionAssert.AreEqual(once.Pixels.ToArray(), twice.Pixels.ToArray(), $"kind {kind}");
            CollectionAssert.AreNotEqual(once.Pixels.ToArray(), image.Pixels.ToArray(), $"kind {kind}");
        }

        CollectionAssert.AreEqual(before.Pixels.ToArray(), image.Pixels.ToArray());
    }

    [TestMethod]
    public void noise_has_the_deviation_asked_for_and_brightness_the_factor()
    {
        var gray = new Image(100, 100);
        gray.Pixels.Fill(100);
        double[] noise = [.. ImageDegradation.AddNoise(gray, 12, new Random(1)).Pixels.ToArray().Select(value => value - 100.0)];
        Assert.AreEqual(12, Math.Sqrt(noise.Average(value => value * value)), 0.3);
        Assert.AreEqual(0, noise.Average(), 0.3);
        Assert.IsTrue(ImageDegradation.Brighten(gray, 1.5).Pixels.ToArray().All(value => value == 150));
        Assert.IsTrue(ImageDegradation.Brighten(gray, 9).Pixels.ToArray().All(value => value == 255));
    }

    [TestMethod]
    public void a_cover_changes_the_share_of_the_face_asked_for_and_nothing_far_from_it()
    {
        var black = new Image(200, 200);
        int changed = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            Image covered = ImageDegradation.Cover(black, Points, 0.3, new Random(seed));
            changed += covered.Pixels.ToArray().Chunk(3).Any(pixel => pixel.Any(value => value != 0)) ? 1 : 0;
            Assert.IsTrue(covered.Pixels[(150 * 200 * 3)..].ToArray().All(value => value == 0), "below the chin");
        }

        Assert.IsGreaterThan(25, changed);
    }

    [TestMethod]
    public void a_moving_camera_smears_a_point_along_its_way_and_loses_no_light()
    {
        var black = new Image(31, 31);
        black.Pixels.Slice((15 * 31 + 15) * 3, 3).Fill(255);
        Image across = ImageDegradation.BlurByMotion(black, 5, 0);
        int[] lit = [.. Enumerable.Range(0, 31 * 31).Where(i => across.Pixels[i * 3] > 0)];
        CollectionAssert.AreEqual(new[] { 13, 14, 15, 16, 17 }, lit.Select(i => i % 31).ToArray());
        Assert.IsTrue(lit.All(i => i / 31 == 15 && across.Pixels[i * 3] == 51));
        Assert.AreEqual(255, ImageDegradation.BlurByMotion(black, 5, 90).Pixels.ToArray().Where((_, i) => i % 3 == 0).Sum(value => value));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ImageDegradation.BlurByMotion(black, 0, 0));
    }

    [TestMethod]
    public void fewer_pixels_and_stronger_compression_lose_more()
    {
        Image image = Picture;
        Assert.IsGreaterThan(Difference(image, ImageDegradation.ThroughPixels(image, 60, 65)),
            Difference(image, ImageDegradation.ThroughPixels(image, 6, 6)));
        Assert.IsGreaterThan(Difference(image, ImageDegradation.ThroughJpeg(image, 90)),
            Difference(image, ImageDegradation.ThroughJpeg(image, 5)));
        Assert.AreEqual((image.Width, image.Height),
            (ImageDegradation.ThroughPixels(image, 7, 9).Width, ImageDegradation.ThroughPixels(image, 7, 9).Height));
    }
}
