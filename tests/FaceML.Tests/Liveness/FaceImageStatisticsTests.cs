using FaceML.Liveness;

namespace FaceML.Tests.Liveness;

[TestClass]
public sealed class FaceImageStatisticsTests
{
    private static readonly Box Whole = new(0, 0, 128, 128);

    private static Image Draw(Func<int, int, double> gray)
    {
        var image = new Image(128, 128);
        for (int i = 0; i < 128 * 128; i++)
        {
            image.Pixels.Slice(i * 3, 3).Fill((byte)Math.Round(gray(i % 128, i / 128)));
        }

        return image;
    }

    [TestMethod]
    public void a_wave_has_its_energy_in_the_octave_of_its_frequency()
    {
        // 20 cycles per face lie in the fifth octave, 16 to 32; 3 cycles in the second, 2 to 4.
        foreach ((int cycles, int octave) in ((int, int)[])[(20, 4), (3, 1)])
        {
            float[] octaves = FaceImageStatistics.Of(Draw((x, _) => 128 + 100 * Math.Sin(2 * Math.PI * cycles * x / 128)), Whole)[1..7];
            Assert.AreEqual(octave, Array.IndexOf(octaves, octaves.Max()));
            Assert.IsGreaterThan(-0.1f, octaves[octave]);
        }
    }

    [TestMethod]
    public void blur_lowers_sharpness_and_the_highest_octave()
    {
        Image sharp = Draw((x, y) => (x / 4 + y / 4) % 2 == 0 ? 40 : 200);
        float[] before = FaceImageStatistics.Of(sharp, Whole), after = FaceImageStatistics.Of(sharp.Blur(2), Whole);
        Assert.IsLessThan(before[0], after[0]);
        Assert.IsLessThan(before[6], after[6]);
    }

    [TestMethod]
    public void gray_has_no_saturation_and_one_color_has_no_diversity()
    {
        float[] flat = FaceImageStatistics.Of(Draw((_, _) => 100), Whole);
        Assert.HasCount(FaceImageStatistics.Count, flat);
        Assert.AreEqual(0, flat[7]);
        Assert.AreEqual(0, flat[^1]);
        Assert.AreEqual(0, flat[^2]);
        Assert.AreEqual(1, FaceImageStatistics.Of(Draw((_, _) => 255), Whole)[^2]);
    }

    [TestMethod]
    public void the_numbers_are_finite_for_any_box_that_shows_a_pixel()
    {
        foreach (Box box in (Box[])[new(0, 0, 1, 1), new(-100, -100, 2, 2), new(0, 0, 128, 1)])
        {
            Assert.IsTrue(FaceImageStatistics.Of(Draw((x, y) => x + y), box).All(float.IsFinite), $"{box}");
        }
    }

    [TestMethod]
    public void colors_are_converted_as_the_definitions_of_HSV_and_YCbCr_say()
    {
        var image = new Image(4, 4);
        for (int i = 0; i < 16; i++)
        {
            ((byte[])[200, 100, 50]).CopyTo(image.Pixels.Slice(i * 3, 3));
        }

        float[] color = [.. new FaceColors(image, new Box(0, 0, 4, 4), 4).Planes.Select(plane => plane[5])];
        // H = 60° · (100 − 50) / 150 = 20°; S = 150 / 200; V = 200 / 255; Y = 124.2; Cb = (50 − 124.2) · 0.564; Cr = (200 − 124.2) · 0.713.
        float[] expected = [20 / 360f, 0.75f, 200 / 255f, 124.2f, -41.8488f, 54.0454f];
        for (int i = 0; i < 6; i++)
        {
            Assert.AreEqual(expected[i], color[i], 1e-3f);
        }
    }
}
