namespace FaceML.Imaging.Tests.Codecs;

[TestClass]
public sealed class OrientationTests
{
    // Six pixels a–f; upright they read abc over def. How each orientation stores them follows from EXIF 2.32, tag 0x0112.
    [TestMethod]
    [DataRow(1, "abc/def")]
    [DataRow(2, "cba/fed")]
    [DataRow(3, "fed/cba")]
    [DataRow(4, "def/abc")]
    [DataRow(5, "ad/be/cf")]
    [DataRow(6, "cf/be/ad")]
    [DataRow(7, "fc/eb/da")]
    [DataRow(8, "da/eb/fc")]
    public void every_orientation_comes_upright(int orientation, string stored)
    {
        Image image = FromLetters(stored);
        Assert.AreEqual("abc/def", ToLetters(Orientation.Apply(image, orientation)));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    [DataRow(6)]
    [DataRow(7)]
    [DataRow(8)]
    public void a_files_orientation_is_applied(int orientation)
    {
        Image stored = TestImages.Blocks(
            3, 16, new(250, 0, 0), new(0, 250, 0), new(0, 0, 250), new(250, 250, 0), new(0, 250, 250), new(250, 0, 250));
        byte[] file = JpegFile.WithOrientation(stored.Encode(ImageFormat.Jpeg, new ImageEncodeOptions { Quality = 100 }), orientation);

        Image expected = Orientation.Apply(stored, orientation);
        Image decoded = Image.Decode(file);
        ImageInfo info = Image.Identify(file);

        Assert.AreEqual(new ImageInfo(ImageFormat.Jpeg, 48, 32, orientation, 1), info);
        Assert.AreEqual((expected.Width, expected.Height), (info.Width, info.Height));
        Assert.AreEqual((expected.Width, expected.Height), (decoded.Width, decoded.Height));
        for (int y = 8; y < expected.Height; y += 16)
        {
            for (int x = 8; x < expected.Width; x += 16)
            {
                TestImages.AreClose(expected.At(x, y), decoded.At(x, y), 6);
            }
        }
    }

    [TestMethod]
    public void an_orientation_of_no_meaning_is_ignored()
    {
        byte[] file = JpegFile.WithOrientation(TestImages.Random(20, 10).Encode(ImageFormat.Jpeg), 9);
        Assert.AreEqual(1, Image.Identify(file).Orientation);
        Assert.AreEqual(20, Image.Decode(file).Width);
    }

    [TestMethod]
    public void a_reduced_picture_is_turned_too()
    {
        Image stored = TestImages.Blocks(2, 64, new(250, 0, 0), new(0, 0, 250));
        Image decoded = Image.Decode(
            JpegFile.WithOrientation(stored.Encode(ImageFormat.Jpeg), 6), new ImageDecodeOptions { MinimumSide = 16 });
        Assert.AreEqual((16, 32), (decoded.Width, decoded.Height));
        TestImages.AreClose(new(250, 0, 0), decoded.At(8, 8), 8);
        TestImages.AreClose(new(0, 0, 250), decoded.At(8, 24), 8);
    }

    private static Image FromLetters(string letters)
    {
        string[] rows = letters.Split('/');
        byte[] pixels = [.. rows
            .SelectMany(row => row.SelectMany(letter => new byte[] { (byte)letter, (byte)(letter + 1), (byte)(letter + 2) }))];
        return new Image(rows[0].Length, rows.Length, pixels);
    }

    private static string ToLetters(Image image) => string.Join('/', Enumerable.Range(0, image.Height)
        .Select(y => string.Concat(Enumerable.Range(0, image.Width).Select(x => (char)image.At(x, y).Red))));
}
