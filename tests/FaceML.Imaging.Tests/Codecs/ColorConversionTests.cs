namespace FaceML.Imaging.Tests.Codecs;

[TestClass]
public sealed class ColorConversionTests
{
    [TestMethod]
    public void gray_becomes_three_equal_channels()
    {
        Image image = Image.Decode(PngFile.Write(3, 1, 8, PngFile.Gray, [0, 100, 255]));
        CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 100, 100, 100, 255, 255, 255 }, image.Pixels.ToArray());
    }

    [TestMethod]
    public void one_bit_becomes_black_and_white()
    {
        Image image = Image.Decode(PngFile.Write(3, 1, 1, PngFile.Gray, [0b0100_0000]));
        CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 255, 255, 255, 0, 0, 0 }, image.Pixels.ToArray());
    }

    [TestMethod]
    public void sixteen_bits_keep_their_upper_eight()
    {
        Image color = Image.Decode(PngFile.Write(1, 1, 16, PngFile.Color, [0x12, 0x34, 0x80, 0x00, 0xFF, 0xFF]));
        Assert.AreEqual(new Rgb(0x12, 0x80, 0xFF), color.At(0, 0));
        Image gray = Image.Decode(PngFile.Write(1, 1, 16, PngFile.Gray, [0x7F, 0x00]));
        Assert.AreEqual(new Rgb(0x7F, 0x7F, 0x7F), gray.At(0, 0));
    }

    [TestMethod]
    public void a_palette_is_looked_up()
    {
        Image image = Image.Decode(PngFile.Write(2, 1, 8, PngFile.Palette, [1, 0], [10, 20, 30, 200, 100, 50]));
        Assert.AreEqual(new Rgb(200, 100, 50), image.At(0, 0));
        Assert.AreEqual(new Rgb(10, 20, 30), image.At(1, 0));
    }

    [TestMethod]
    [DataRow((byte)8)]
    [DataRow((byte)16)]
    public void transparency_shows_the_background(byte depth)
    {
        byte[] samples = [200, 0, 0, 255, 200, 0, 0, 0, 200, 0, 100, 128];
        byte[] rows = depth == 8 ? samples : [.. samples.SelectMany(sample => new[] { sample, sample })];
        byte[] file = PngFile.Write(3, 1, depth, PngFile.ColorAlpha, rows);

        Image white = Image.Decode(file);
        Assert.AreEqual(new Rgb(200, 0, 0), white.At(0, 0));
        Assert.AreEqual(Rgb.White, white.At(1, 0));
        TestImages.AreClose(new Rgb(228, 127, 177), white.At(2, 0), 1); // (1 − 128/255) · 255 + 128/255 · sample

        Image green = Image.Decode(file, new ImageDecodeOptions { Background = new Rgb(0, 255, 0) });
        Assert.AreEqual(new Rgb(0, 255, 0), green.At(1, 0));
    }

    [TestMethod]
    public void gray_with_transparency_is_flattened()
    {
        Image image = Image.Decode(PngFile.Write(2, 1, 8, PngFile.GrayAlpha, [90, 255, 90, 0]));
        Assert.AreEqual(new Rgb(90, 90, 90), image.At(0, 0));
        Assert.AreEqual(Rgb.White, image.At(1, 0));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void four_inks_become_the_colours_they_print(bool withProfile)
    {
        Image image = Image.Load(TestData.Samples[0], new ImageDecodeOptions { MaximumSide = 300 });
        Image decoded = Image.Decode(JpegFile.Cmyk(image, withProfile));
        double difference = TestImages.Difference(image, decoded);

        // An inverted or unconverted image is off by 80 and more.
        Assert.IsLessThan(12, difference, "a press cannot print every color, but most");
    }

    [TestMethod]
    public void a_wide_gamut_profile_is_converted_to_srgb()
    {
        Image image = TestImages.Blocks(3, 8, new(200, 60, 40), new(30, 160, 70), new(60, 80, 190));
        byte[] file = JpegFile.DisplayP3Png(image);
        Image decoded = Image.Decode(file);
        Assert.IsLessThanOrEqualTo(3, TestImages.LargestDifference(image, decoded));
    }

    [TestMethod]
    public void a_profile_that_says_srgb_changes_nothing()
    {
        Assert.IsTrue(IccProfile.IsSRgb("....desc........sRGB IEC61966-2.1...."u8));
        Assert.IsTrue(IccProfile.IsSRgb("mluc\0s\0R\0G\0B\0 \0I"u8));
        Assert.IsFalse(IccProfile.IsSRgb("....desc........Display P3...."u8));
        Assert.IsFalse(IccProfile.IsSRgb(default));
    }
}
