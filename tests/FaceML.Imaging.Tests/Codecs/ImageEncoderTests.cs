namespace FaceML.Imaging.Tests.Codecs;

[TestClass]
public sealed class ImageEncoderTests
{
    [TestMethod]
    [DataRow("a.jpg", ImageFormat.Jpeg)]
    [DataRow("a.JPEG", ImageFormat.Jpeg)]
    [DataRow("a.png", ImageFormat.Png)]
    [DataRow("a.webp", ImageFormat.WebP)]
    [DataRow("a.bmp", ImageFormat.Bmp)]
    public void the_extension_decides_and_nothing_else_is_left_in_the_folder(string name, ImageFormat format)
    {
        string folder = Directory.CreateTempSubdirectory("faceml").FullName;
        try
        {
            string path = Path.Combine(folder, name);
            File.WriteAllText(path, "an older file is replaced");
            TestImages.Random(9, 8).Save(path);
            Assert.AreEqual(format, Image.Identify(path).Format);
            CollectionAssert.AreEqual(new[] { path }, Directory.GetFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void an_unknown_extension_is_an_error()
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => TestImages.Random(9, 8).Save("picture.tga"));
        StringAssert.Contains(error.Message, ".tga");
        Assert.IsFalse(File.Exists("picture.tga"));
    }

    [TestMethod]
    public void a_folder_that_is_not_there_is_an_error() =>
        Assert.ThrowsExactly<DirectoryNotFoundException>(() =>
            TestImages.Random(9, 8).Save(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "a.png")));

    [TestMethod]
    public void quality_costs_bytes()
    {
        Image image = Image.Load(TestData.Samples[0], new ImageDecodeOptions { MaximumSide = 300 });
        foreach (ImageFormat format in new[] { ImageFormat.Jpeg, ImageFormat.WebP })
        {
            byte[] poor = image.Encode(format, new ImageEncodeOptions { Quality = 20 }), good =
                image.Encode(format, new ImageEncodeOptions { Quality = 95 });
            Assert.IsLessThan(good.Length / 2, poor.Length);
            Assert.IsLessThan(TestImages.Difference(image, Image.Decode(poor)), TestImages.Difference(image, Image.Decode(good)));
        }

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => image.Encode(ImageFormat.Jpeg, new ImageEncodeOptions { Quality = 101 }));
    }

    [TestMethod]
    public void lossless_webp_keeps_every_pixel()
    {
        Image image = TestImages.Random(31, 17);
        Assert.AreEqual(0, TestImages.LargestDifference(
            image, Image.Decode(image.Encode(ImageFormat.WebP, new ImageEncodeOptions { Lossless = true }))));
    }
}
