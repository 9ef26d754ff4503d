namespace FaceML.Imaging.Tests.Codecs;

[TestClass]
public sealed class BadInputTests
{
    [TestMethod]
    public void no_bytes() => Fails([], ImageFormatError.Empty, "there are no bytes");

    [TestMethod]
    public void a_text_called_jpg()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jpg");
        File.WriteAllText(path, "this is not an image");
        try
        {
            ImageFormatException error = Assert.ThrowsExactly<ImageFormatException>(() => Image.Load(path));
            Assert.AreEqual(ImageFormatError.UnknownFormat, error.Error);
            Assert.AreEqual(path, error.Name);
            StringAssert.StartsWith(error.Message, path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    [DataRow("%PDF-1.7", "PDF")]
    [DataRow("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "SVG")]
    [DataRow("\n <?xml version='1.0'?><svg/>", "SVG")]
    [DataRow("<html><body>404", "HTML")]
    [DataRow("P6 2 2 255 ............", "Netpbm")]
    [DataRow("\0\0\0\u0018ftypheic\0\0\0\0heicmif1", "heic")]
    public void formats_that_are_not_meant_are_refused_by_name(string content, string named)
    {
        ImageFormatException error = Fails(System.Text.Encoding.Latin1.GetBytes(content), ImageFormatError.UnsupportedFormat, named);
        StringAssert.Contains(error.Message, "JPEG, PNG, WebP, GIF, TIFF, AVIF and BMP are");
    }

    [TestMethod]
    public void a_text_that_begins_like_bmp_is_of_no_format() =>
        Fails([.. "BMW, Audi, Opel and others"u8], ImageFormatError.UnknownFormat, "of no image format");

    [TestMethod]
    public void a_folder()
    {
        ImageFormatException error = Assert.ThrowsExactly<ImageFormatException>(() => Image.Load(Path.GetTempPath()));
        Assert.AreEqual(ImageFormatError.NotAFile, error.Error);
        StringAssert.Contains(error.Message, "folder");
    }

    [TestMethod]
    public void a_missing_file()
    {
        string path = Path.Combine(Path.GetTempPath(), "no-such-folder", "no-such-picture.jpg");
        FileNotFoundException error = Assert.ThrowsExactly<FileNotFoundException>(() => Image.Load(path));
        Assert.AreEqual(path, error.FileName);
        Assert.ThrowsExactly<FileNotFoundException>(() => Image.Identify(path));
    }

    [TestMethod]
    [DataRow(ImageFormat.Jpeg)]
    [DataRow(ImageFormat.Png)]
    [DataRow(ImageFormat.WebP)]
    [DataRow(ImageFormat.Gif)]
    [DataRow(ImageFormat.Tiff)]
    [DataRow(ImageFormat.Avif)]
    [DataRow(ImageFormat.Bmp)]
    public void a_truncated_file_is_an_error_wherever_it_ends(ImageFormat format)
    {
        byte[] whole = TestImages.Random(64, 48).Encode(format);
        for (int tenths = 1; tenths < 10; tenths++)
        {
            byte[] part = whole[..(whole.Length * tenths / 10)];
            ImageFormatException error =
                Assert.ThrowsExactly<ImageFormatException>(() => Image.Decode(part, name: "part"), $"{tenths} tenths");
            Assert.AreEqual(ImageFormatError.Unreadable, error.Error);
            StringAssert.StartsWith(error.Message, "part: ");
        }
    }

    [TestMethod]
    [DataRow(ImageFormat.Jpeg)]
    [DataRow(ImageFormat.Png)]
    public void a_truncated_file_can_be_tolerated(ImageFormat format)
    {
        Image image = Image.Load(TestData.Samples[0], new ImageDecodeOptions { MaximumSide = 320 });
        byte[] whole = image.Encode(format);
        Image part = Image.Decode(whole.AsSpan(0, whole.Length / 2), new ImageDecodeOptions { TolerateTruncation = true });
        Assert.AreEqual((image.Width, image.Height), (part.Width, part.Height));
        Box beginning = new(0, 0, image.Width, image.Height / 4);
        Assert.IsLessThan(6, TestImages.Difference(image.Crop(beginning), part.Crop(beginning)));
    }

    [TestMethod]
    public void a_corrupted_png_is_an_error()
    {
        byte[] file = TestImages.Random(64, 48).Encode(ImageFormat.Png);
        file[file.Length / 2] ^= 0x10;
        Fails(file, ImageFormatError.Unreadable, "PNG");
    }

    [TestMethod]
    public void a_corrupted_jpeg_header_is_an_error()
    {
        byte[] file = TestImages.Random(64, 48).Encode(ImageFormat.Jpeg);
        file.AsSpan(4, 300).Fill(0xFF);
        Fails(file, ImageFormatError.Unreadable, "JPEG");
    }

    [TestMethod]
    public void a_corrupted_webp_is_an_error()
    {
        byte[] file = TestImages.Random(64, 48).Encode(ImageFormat.WebP);
        file.AsSpan(20, 12).Fill(0xA5);
        Fails(file, ImageFormatError.Unreadable, "WebP");
    }

    [TestMethod]
    public void a_png_bomb_is_refused_before_pixels_are_decoded()
    {
        byte[] bomb = PngFile.Bomb(30_000, 30_000);
        long before = GC.GetTotalAllocatedBytes();
        ImageFormatException error = Fails(bomb, ImageFormatError.TooManyPixels, "30000×30000");
        Assert.AreEqual(100_000_000, error.Limit);
        Assert.IsLessThan(1_000_000, GC.GetTotalAllocatedBytes() - before);
        Assert.AreEqual(30_000, Image.Identify(bomb).Width);
    }

    [TestMethod]
    public void the_pixel_limit_can_be_set()
    {
        byte[] file = TestImages.Random(20, 10).Encode(ImageFormat.Png);
        Assert.AreEqual(20, Image.Decode(file, new ImageDecodeOptions { MaximumPixels = 200 }).Width);
        ImageFormatException error =
            Assert.ThrowsExactly<ImageFormatException>(() => Image.Decode(file, new ImageDecodeOptions { MaximumPixels = 199 }));
        Assert.AreEqual((ImageFormatError.TooManyPixels, 199L), (error.Error, error.Limit!.Value));
    }

    [TestMethod]
    public void no_limit_allows_more_than_an_array_holds()
    {
        byte[] bomb = PngFile.Bomb(30_000, 30_000);
        ImageFormatException error =
            Assert.ThrowsExactly<ImageFormatException>(() => Image.Decode(bomb, new ImageDecodeOptions { MaximumPixels = long.MaxValue }));
        Assert.AreEqual(ImageFormatError.TooManyPixels, error.Error);
    }

    [TestMethod]
    public void the_byte_limit_holds_for_spans_streams_and_files()
    {
        byte[] file = TestImages.Random(64, 64).Encode(ImageFormat.Png);
        ImageDecodeOptions tight = new() { MaximumBytes = file.Length - 1 };
        ImageDecodeOptions exact = new() { MaximumBytes = file.Length };
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.png");
        File.WriteAllBytes(path, file);
        try
        {
            Assert.AreEqual(64, Image.Load(path, exact).Width);
            Action[] ways = [() => Image.Decode(file, tight), () => Image.Decode(new MemoryStream(file), tight), () =>
                Image.Decode(new EndlessStream(), tight), () => Image.Load(path, tight)];
            foreach (Action way in ways)
            {
                ImageFormatException error = Assert.ThrowsExactly<ImageFormatException>(way);
                Assert.AreEqual((ImageFormatError.TooManyBytes, tight.MaximumBytes), (error.Error, error.Limit!.Value));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void cancelled_decoding_ends()
    {
        byte[] file = TestImages.Random(64, 64).Encode(ImageFormat.Png);
        Assert.ThrowsExactly<OperationCanceledException>(() => Image.Decode(file, cancellation: new CancellationToken(true)));
    }

    private static ImageFormatException Fails(byte[] bytes, ImageFormatError expected, string said)
    {
        ImageFormatException error = Assert.ThrowsExactly<ImageFormatException>(() => Image.Decode(bytes, name: "the file"));
        Assert.AreEqual(expected, error.Error, error.Message);
        StringAssert.StartsWith(error.Message, "the file: ");
        StringAssert.Contains(error.Message, said);
        return error;
    }

    /// <summary>Never ends and cannot tell its length, like a socket.</summary>
    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
