namespace FaceML.Imaging.Tests.Codecs;

[TestClass]
public sealed class ImageDecoderTests
{
    [TestMethod]
    public void the_sample_photographs_are_read()
    {
        foreach (string path in TestData.Samples)
        {
            ImageInfo info = Image.Identify(path);
            Image image = Image.Load(path);
            Assert.AreEqual(ImageFormat.Jpeg, info.Format);
            Assert.AreEqual((info.Width, info.Height), (image.Width, image.Height));
            Assert.AreEqual(1920, image.Width);
            Assert.IsGreaterThan(100, image.Pixels.ToArray().Distinct().Count(), "an image has many shades");
        }
    }

    [TestMethod]
    public void file_span_and_stream_give_the_same_pixels()
    {
        byte[] bytes = File.ReadAllBytes(TestData.Samples[2]);
        Image file = Image.Load(TestData.Samples[2]);
        Assert.AreEqual(0, TestImages.LargestDifference(file, Image.Decode(bytes)));
        using MemoryStream stream = new(bytes);
        Assert.AreEqual(0, TestImages.LargestDifference(file, Image.Decode(stream)));
        Assert.AreEqual(bytes.Length, stream.Position);
    }

    [TestMethod]
    [DataRow(ImageFormat.Jpeg, 5)]
    [DataRow(ImageFormat.Png, 0)]
    [DataRow(ImageFormat.WebP, 5)]
    [DataRow(ImageFormat.Gif, 9)]
    [DataRow(ImageFormat.Tiff, 0)]
    [DataRow(ImageFormat.Avif, 5)]
    [DataRow(ImageFormat.Bmp, 0)]
    public void what_is_written_is_read_again(ImageFormat format, double tolerance)
    {
        Image image = Image.Load(TestData.Samples[0], new ImageDecodeOptions { MaximumSide = 300 });
        byte[] file = image.Encode(format);
        Assert.AreEqual(new ImageInfo(format, image.Width, image.Height, 1, 1), Image.Identify(file));
        Assert.IsLessThanOrEqualTo(tolerance, TestImages.Difference(image, Image.Decode(file)));
    }

    [TestMethod]
    public void of_an_animation_one_frame_is_decoded()
    {
        Rgb red = new(255, 0, 0), blue = new(0, 0, 255);
        byte[] file = GifFile.Animation(12, 10, red, blue, red);
        Assert.AreEqual(new ImageInfo(ImageFormat.Gif, 12, 10, 1, 3), Image.Identify(file));
        Assert.AreEqual(red, Image.Decode(file).At(5, 5));
        Assert.AreEqual(blue, Image.Decode(file, new ImageDecodeOptions { Frame = 1 }).At(5, 5));
        ImageFormatException error =
            Assert.ThrowsExactly<ImageFormatException>(() => Image.Decode(file, new ImageDecodeOptions { Frame = 3 }));
        Assert.AreEqual(ImageFormatError.NoSuchFrame, error.Error);
    }

    [TestMethod]
    [DataRow(ImageFormat.Jpeg)]
    [DataRow(ImageFormat.Png)]
    [DataRow(ImageFormat.WebP)]
    [DataRow(ImageFormat.Bmp)]
    public void a_single_pixel_is_a_picture(ImageFormat format)
    {
        Image image = Image.Decode(new Image(1, 1, [200, 200, 200]).Encode(format));
        Assert.AreEqual((1, 1), (image.Width, image.Height));
        TestImages.AreClose(new Rgb(200, 200, 200), image.At(0, 0), 3);
        Assert.AreEqual(1, Image.Decode(image.Encode(format), new ImageDecodeOptions { MinimumSide = 1, MaximumSide = 1 }).Width);
    }

    [TestMethod]
    [DataRow(ImageFormat.Jpeg)]
    [DataRow(ImageFormat.WebP)]
    [DataRow(ImageFormat.Png)]
    public void a_smaller_picture_comes_when_it_is_enough(ImageFormat format)
    {
        Image image = Image.Load(TestData.Samples[3], new ImageDecodeOptions { MaximumSide = 960 }).Resize(960, 720);
        byte[] file = image.Encode(format, new ImageEncodeOptions { Quality = 98 });
        Assert.AreEqual(960, Image.Decode(file, new ImageDecodeOptions { MinimumSide = 361 }).Width);
        Image half = Image.Decode(file, new ImageDecodeOptions { MinimumSide = 360 }), eighth =
            Image.Decode(file, new ImageDecodeOptions { MinimumSide = 50 });
        Assert.AreEqual((480, 360), (half.Width, half.Height));
        Assert.AreEqual((120, 90), (eighth.Width, eighth.Height));
        Assert.IsLessThan(4, TestImages.Difference(image.Resize(480, 360, ResizeFilter.Area), half));
        Image exact = Image.Decode(file, new ImageDecodeOptions { MaximumSide = 333 });
        Assert.AreEqual((333, 250), (exact.Width, exact.Height));
        Assert.IsLessThan(4, TestImages.Difference(image.Resize(333, 250, ResizeFilter.Area), exact));
    }

    [TestMethod]
    public void the_extension_does_not_matter()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jpg");
        File.WriteAllBytes(path, TestImages.Random(7, 5).Encode(ImageFormat.Png));
        try
        {
            Assert.AreEqual(ImageFormat.Png, Image.Identify(path).Format);
            Assert.AreEqual(7, Image.Load(path).Width);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void many_threads_decode_at_once()
    {
        Image image = Image.Load(TestData.Samples[4], new ImageDecodeOptions { MaximumSide = 200 });
        (byte[] File, Image Expected)[] files =
            [.. Enum.GetValues<ImageFormat>().Select(format => image.Encode(format)).Select(file => (file, Image.Decode(file)))];
        Parallel.For(0, 240, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            (byte[] file, Image expected) = files[i % files.Length];
            Assert.IsTrue(expected.Pixels.SequenceEqual(Image.Decode(file).Pixels));
            Assert.ThrowsExactly<ImageFormatException>(() => Image.Decode(file.AsSpan(0, file.Length / 2).ToArray()));
        });
    }

    [TestMethod]
    public void senseless_options_are_refused()
    {
        byte[] file = TestImages.Random(7, 5).Encode(ImageFormat.Png);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Image.Decode(file, new ImageDecodeOptions { MaximumPixels = 0 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Image.Decode(file, new ImageDecodeOptions { Frame = -1 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Image.Decode(file, new ImageDecodeOptions { MinimumSide = -1 }));
    }
}
