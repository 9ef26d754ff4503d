namespace FaceML.Imaging.Tests.Codecs;

[TestClass]
public sealed class BmpDecoderTests
{
    private const int Rle8 = 1;
    private const int Rle4 = 2;
    private const int BitFields = 3;
    private const int AlphaBitFields = 6;

    private static readonly Rgb Red = new(255, 0, 0), Green = new(0, 255, 0), Blue = new(0, 0, 255), Dark = new(10, 20, 30);

    private static readonly Rgb[] Palette = [Dark, Red, Green, Blue];

    private static readonly uint[] WithAlpha = [0xFF0000, 0xFF00, 0xFF, 0xFF000000];

    [TestMethod]
    [DataRow(1, 1, 24)]
    [DataRow(2, 3, 24)]
    [DataRow(3, 2, 24)]
    [DataRow(5, 7, 32)]
    public void rows_are_filled_to_four_bytes_and_the_last_comes_first(int width, int height, int depth)
    {
        Image expected = TestImages.Random(width, height);
        int stride = (width * depth / 8 + 3) / 4 * 4;
        byte[] pixels = new byte[stride * height], upwards = new byte[stride * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Rgb color = expected.At(x, y);
                byte[] pixel = [color.Blue, color.Green, color.Red];
                pixel.CopyTo(pixels, y * stride + x * depth / 8);
                pixel.CopyTo(upwards, (height - 1 - y) * stride + x * depth / 8);
            }
        }

        AreEqual(expected, BmpFile.Write(width, height, depth, upwards));
        AreEqual(expected, BmpFile.Write(width, -height, depth, pixels));
        AreEqual(expected, BmpFile.Write(width, -height, depth, pixels, header: BmpFile.V5));
        AreEqual(expected, BmpFile.Write(width, height, depth, upwards, header: 16));
    }

    [TestMethod]
    [DataRow(1, new byte[] { 0b0100_0000, 0, 0, 0 }, "Dark Red Dark")]
    [DataRow(4, new byte[] { 0x31, 0x20, 0, 0 }, "Blue Red Green")]
    [DataRow(8, new byte[] { 2, 0, 3, 0 }, "Green Dark Blue")]
    public void indices_are_looked_up_in_the_palette(int depth, byte[] row, string expected)
    {
        Rgb[] palette = [.. Palette.Take(1 << depth)];
        string Colors(byte[] file) => string.Join(' ', Enumerable.Range(0, 3).Select(x => Name(Image.Decode(file).At(x, 0))));
        Assert.AreEqual(expected, Colors(BmpFile.Write(3, 1, depth, row, palette, colors: palette.Length)));
        Assert.AreEqual(expected, Colors(BmpFile.Write(3, 1, depth, row, palette)), "0 colors are all for which there is room");
        Assert.AreEqual(expected, Colors(BmpFile.Write(3, 1, depth, row, palette, header: BmpFile.Core)));
    }

    [TestMethod]
    public void a_color_that_the_palette_lacks_is_an_error_and_black_where_damage_is_tolerated()
    {
        byte[] file = BmpFile.Write(3, 1, 8, [1, 4, 2, 0], Palette, colors: 4);
        StringAssert.Contains(Fails(file).Message, "color 4 of a palette of 4");
        Image image = Image.Decode(file, new ImageDecodeOptions { TolerateTruncation = true });
        Assert.AreEqual((Red, Rgb.Black, Green), (image.At(0, 0), image.At(1, 0), image.At(2, 0)));
    }

    [TestMethod]
    public void sixteen_bits_have_five_a_channel_unless_fields_say_otherwise()
    {
        byte[] pixels = [0x00, 0x7C, 0xE0, 0x03, 0x1F, 0x00, 0x21, 0x84]; // red, green, blue, a gray with the unused bit set
        Image plain = Image.Decode(BmpFile.Write(4, 1, 16, pixels));
        Assert.AreEqual((Red, Green, Blue), (plain.At(0, 0), plain.At(1, 0), plain.At(2, 0)));
        Assert.AreEqual(new Rgb(8, 8, 8), plain.At(3, 0)); // 1 of 31 each

        byte[] sixGreen = [0x00, 0xF8, 0xE0, 0x07, 0x1F, 0x00, 0x20, 0x00];
        Image fields = Image.Decode(BmpFile.Write(4, 1, 16, sixGreen, compression: BitFields, masks: [0xF800, 0x07E0, 0x001F]));
        Assert.AreEqual((Red, Green, Blue), (fields.At(0, 0), fields.At(1, 0), fields.At(2, 0)));
        Assert.AreEqual(new Rgb(0, 4, 0), fields.At(3, 0)); // 1 of 63
    }

    [TestMethod]
    public void fields_of_more_than_eight_bits_keep_their_upper_eight()
    {
        uint pixel = 0x3FFu << 20 | 0x200u << 10 | 0x003;
        uint[] masks = [0x3FF00000, 0x000FFC00, 0x000003FF];
        Image image = Image.Decode(BmpFile.Write(1, 1, 32, BitConverter.GetBytes(pixel), compression: BitFields, masks: masks));
        Assert.AreEqual(new Rgb(255, 128, 0), image.At(0, 0));
    }

    [TestMethod]
    [DataRow(BmpFile.Info, AlphaBitFields)]
    [DataRow(BmpFile.V5, BitFields)]
    public void opacity_shows_the_background(int header, int compression)
    {
        byte[] pixels = [0, 0, 200, 255, 0, 0, 200, 0, 100, 0, 200, 128];
        byte[] file = BmpFile.Write(3, 1, 32, pixels, compression: compression, masks: WithAlpha, header: header);
        Image image = Image.Decode(file);
        Assert.AreEqual((new Rgb(200, 0, 0), Rgb.White), (image.At(0, 0), image.At(1, 0)));
        TestImages.AreClose(new Rgb(228, 127, 177), image.At(2, 0), 1); // (1 − 128/255) · 255 + 128/255 · sample
        Assert.AreEqual(Green, Image.Decode(file, new ImageDecodeOptions { Background = Green }).At(1, 0));
    }

    [TestMethod]
    public void opacity_that_is_nowhere_is_taken_for_an_unused_field()
    {
        byte[] pixels = [0, 0, 200, 0, 30, 20, 10, 0];
        byte[] file = BmpFile.Write(2, 1, 32, pixels, compression: BitFields, masks: WithAlpha, header: BmpFile.V5);
        Image image = Image.Decode(file);
        Assert.AreEqual((new Rgb(200, 0, 0), new Rgb(10, 20, 30)), (image.At(0, 0), image.At(1, 0)));
    }

    [TestMethod]
    public void runs_of_bytes_are_unrolled()
    {
        byte[] runs =
        [
            3, 1, 0, 3, 2, 3, 2, 0, 0, 0, // three red, then green, blue, green as they are, filled to an even number; end of row
            0, 2, 2, 0, 2, 3, 0, 0, // a step of two columns, two blue
            0, 1,
        ];
        Image image = Image.Decode(BmpFile.Write(6, 2, 8, runs, Palette, Rle8));
        Assert.AreEqual("Red Red Red Green Blue Green", Row(image, 1));
        Assert.AreEqual("Dark Dark Blue Blue Dark Dark", Row(image, 0), "what no run reaches has the first color");
    }

    [TestMethod]
    public void runs_of_half_bytes_are_unrolled()
    {
        byte[] runs = [5, 0x12, 0, 0, 0, 5, 0x32, 0x10, 0x30, 0, 0, 1];
        Image image = Image.Decode(BmpFile.Write(5, 2, 4, runs, Palette, Rle4));
        Assert.AreEqual("Red Green Red Green Red", Row(image, 1));
        Assert.AreEqual("Blue Green Red Dark Blue", Row(image, 0));
    }

    [TestMethod]
    public void runs_may_end_without_the_mark_when_every_row_is_there()
    {
        Assert.AreEqual("Red Red", Row(Image.Decode(BmpFile.Write(2, 1, 8, [2, 1], Palette, Rle8)), 0));
        StringAssert.Contains(Fails(BmpFile.Write(2, 2, 8, [2, 1], Palette, Rle8)).Message, "end in row 0 of 2");
        Image part = Image.Decode(BmpFile.Write(2, 2, 8, [2, 1], Palette, Rle8), new ImageDecodeOptions { TolerateTruncation = true });
        Assert.AreEqual("Red Red", Row(part, 1));
    }

    [TestMethod]
    [DataRow(new byte[] { 0, 0, 0, 0, 1, 1, 0, 1 }, "more than 2 rows", DisplayName = "a run in a row too many")]
    [DataRow(new byte[] { 0, 0, 0, 0, 0, 3, 1, 1, 1, 0 }, "more than 2 rows", DisplayName = "colors in a row too many")]
    [DataRow(new byte[] { 0, 2, 255, 255, 0, 1 }, "out of the image", DisplayName = "a step out of the image")]
    public void runs_that_leave_the_image_are_an_error(byte[] runs, string said) =>
        StringAssert.Contains(Fails(BmpFile.Write(2, 2, 8, runs, Palette, Rle8)).Message, said);

    [TestMethod]
    public void runs_that_go_on_into_the_filling_of_a_row_are_cut()
    {
        Image image = Image.Decode(BmpFile.Write(2, 2, 8, [4, 1, 0, 0, 0, 3, 2, 3, 2, 0, 0, 1], Palette, Rle8));
        Assert.AreEqual("Red Red", Row(image, 1));
        Assert.AreEqual("Green Blue", Row(image, 0));
    }

    [TestMethod]
    public void steps_without_end_do_not_run_out_of_numbers()
    {
        byte[] runs = new byte[40 << 20];
        for (int i = 0; i < runs.Length; i += 4)
        {
            (runs[i + 1], runs[i + 2]) = (2, 255);
        }

        StringAssert.Contains(Fails(BmpFile.Write(9000, 2, 8, runs, Palette, Rle8)).Message, "out of the image");
    }

    [TestMethod]
    [DataRow(0, 1)]
    [DataRow(-3, 1)]
    [DataRow(1, 0)]
    [DataRow(1, int.MinValue)]
    public void a_size_that_no_image_has_is_an_error(int width, int height) =>
        StringAssert.Contains(Fails(BmpFile.Write(width, height, 24, [0, 0, 0, 0])).Message, "its size is");

    [TestMethod]
    public void a_size_beyond_the_limit_is_refused_before_memory_is_taken()
    {
        foreach ((int width, int height) in new[] { (30_000, 30_000), (int.MaxValue, int.MaxValue), (int.MaxValue, -int.MaxValue) })
        {
            long before = GC.GetTotalAllocatedBytes();
            byte[] bomb = BmpFile.Write(width, height, 8, [255, 1], Palette, Rle8);
            Assert.AreEqual(ImageFormatError.TooManyPixels, Assert.ThrowsExactly<ImageFormatException>(() => Image.Decode(bomb)).Error);
            Assert.IsLessThan(1_000_000, GC.GetTotalAllocatedBytes() - before);
            Assert.AreEqual(width, Image.Identify(bomb).Width);
        }
    }

    [TestMethod]
    public void pixels_that_are_not_there_take_no_memory()
    {
        byte[] file = BmpFile.Write(10_000, 9_000, 24, [1, 2, 3]);
        long before = GC.GetTotalAllocatedBytes();
        StringAssert.Contains(Fails(file).Message, "after 0 of 9000 rows");
        Assert.IsLessThan(1_000_000, GC.GetTotalAllocatedBytes() - before);
    }

    [TestMethod]
    public void the_filling_of_the_last_row_may_be_missing()
    {
        byte[] whole = TestImages.Random(3, 2).Encode(ImageFormat.Bmp);
        Assert.AreEqual(0, TestImages.LargestDifference(Image.Decode(whole), Image.Decode(whole.AsSpan(0, whole.Length - 3))));
        StringAssert.Contains(Fails(whole[..^4]).Message, "after 1 of 2 rows");
    }

    [TestMethod]
    public void of_a_truncated_file_the_rows_that_are_there_are_read_where_damage_is_tolerated()
    {
        Image image = TestImages.Random(5, 4);
        byte[] whole = image.Encode(ImageFormat.Bmp);
        Image part = Image.Decode(whole.AsSpan(0, whole.Length - 20), new ImageDecodeOptions { TolerateTruncation = true });
        Assert.AreEqual((5, 4), (part.Width, part.Height));
        Assert.IsTrue(image.Pixels[30..].SequenceEqual(part.Pixels[30..]));
        Assert.AreEqual(0, part.Pixels[..30].ToArray().Max(), "the first row comes last");
    }

    [TestMethod]
    [DataRow(24, 4, BmpFile.Info, "compression 4", DisplayName = "JPEG inside")]
    [DataRow(24, 5, BmpFile.Info, "compression 5", DisplayName = "PNG inside")]
    [DataRow(1, 3, 64, "compression 3", DisplayName = "OS/2's Huffman code")]
    [DataRow(24, 4, 64, "compression 4", DisplayName = "OS/2's runs of 24 bits")]
    [DataRow(2, 0, BmpFile.Info, "2 bits", DisplayName = "two bits a pixel")]
    [DataRow(4, Rle8, BmpFile.Info, "4 bits", DisplayName = "runs of bytes with half bytes")]
    [DataRow(24, BitFields, BmpFile.Info, "24 bits", DisplayName = "fields of 24 bits")]
    public void kinds_that_are_not_read_are_refused_by_name(int depth, int compression, int header, string said)
    {
        byte[] file = BmpFile.Write(2, 2, depth, new byte[64], Palette, compression, header: header);
        ImageFormatException error = Assert.ThrowsExactly<ImageFormatException>(() => Image.Decode(file));
        Assert.AreEqual(ImageFormatError.UnsupportedFormat, error.Error);
        StringAssert.Contains(error.Message, said);
    }

    [TestMethod]
    [DataRow(0x00FF00FFu, 0x0000FF00u, 0u, DisplayName = "a gap")]
    [DataRow(0x00FF0000u, 0x00FFFF00u, 0xFFu, DisplayName = "shared bits")]
    public void fields_with_gaps_or_shared_bits_are_an_error(uint red, uint green, uint blue)
    {
        byte[] file = BmpFile.Write(1, 1, 32, new byte[4], compression: BitFields, masks: [red, green, blue]);
        StringAssert.Contains(Fails(file).Message, "fields");
    }

    [TestMethod]
    public void a_palette_without_colors_is_an_error() =>
        StringAssert.Contains(Fails(BmpFile.Write(1, 1, 8, [0, 0, 0, 0])).Message, "no palette");

    [TestMethod]
    public void pixels_that_begin_within_the_headers_or_behind_the_file_are_an_error()
    {
        byte[] file = TestImages.Random(3, 2).Encode(ImageFormat.Bmp);
        foreach (int start in new[] { 0, 53, file.Length + 1, -1 })
        {
            BitConverter.TryWriteBytes(file.AsSpan(10), start);
            StringAssert.Contains(Fails(file).Message, "begin at byte");
        }
    }

    [TestMethod]
    public void an_image_is_reduced_to_the_size_that_other_formats_give()
    {
        Image image = Image.Load(TestData.Samples[3], new ImageDecodeOptions { MaximumSide = 963 }).Resize(963, 721);
        byte[] bmp = image.Encode(ImageFormat.Bmp), png = image.Encode(ImageFormat.Png);
        foreach ((int minimum, int maximum) in new[] { (100, 0), (0, 333), (300, 333) })
        {
            ImageDecodeOptions options = new() { MinimumSide = minimum, MaximumSide = maximum };
            Image a = Image.Decode(png, options), b = Image.Decode(bmp, options);
            Assert.AreEqual((a.Width, a.Height), (b.Width, b.Height));
            Assert.IsLessThan(4, TestImages.Difference(a, b));
        }
    }

    [TestMethod]
    public void there_is_one_frame()
    {
        byte[] file = TestImages.Random(3, 2).Encode(ImageFormat.Bmp);
        Assert.AreEqual(new ImageInfo(ImageFormat.Bmp, 3, 2, 1, 1), Image.Identify(file));
        ImageDecodeOptions second = new() { Frame = 1 };
        ImageFormatException error = Assert.ThrowsExactly<ImageFormatException>(() => Image.Decode(file, second));
        Assert.AreEqual(ImageFormatError.NoSuchFrame, error.Error);
    }

    private static void AreEqual(Image expected, byte[] file) =>
        Assert.AreEqual(0, TestImages.LargestDifference(expected, Image.Decode(file)));

    private static string Row(Image image, int y) => string.Join(' ', Enumerable.Range(0, image.Width).Select(x => Name(image.At(x, y))));

    private static string Name(Rgb color) =>
        color == Dark ? nameof(Dark) : color == Red
            ? nameof(Red)
            : color == Green ? nameof(Green) : color == Blue ? nameof(Blue) : $"{color}";

    private static ImageFormatException Fails(byte[] file)
    {
        ImageFormatException error = Assert.ThrowsExactly<ImageFormatException>(() => Image.Decode(file));
        Assert.AreEqual(ImageFormatError.Unreadable, error.Error, error.Message);
        StringAssert.Contains(error.Message, "begins as BMP");
        return error;
    }
}
