using NetVips;
using VipsImage = NetVips.Image;

namespace FaceML.Imaging.Tests.Codecs;

[TestClass]
public sealed unsafe class VipsMemoryTests
{
    [TestMethod]
    public void a_file_is_read_where_it_lies_and_not_from_a_copy()
    {
        byte[] first = TestImages.Blocks(1, 8, new Rgb(10, 20, 30)).Encode(ImageFormat.Png), second =
            TestImages.Blocks(1, 8, new Rgb(30, 20, 10)).Encode(ImageFormat.Png);
        Assert.HasCount(first.Length, second);
        fixed (byte* data = first)
        {
            using Source source = VipsMemory.Lend(data, first.Length);
            second.CopyTo(first, 0);
            using VipsImage image = VipsImage.PngloadSource(source);
            using Region region = Region.New(image);
            byte[] row = new byte[24];
            Assert.IsTrue(VipsMemory.TryFetch(region, 0, 8, 1, row));
            CollectionAssert.AreEqual(new byte[] { 30, 20, 10 }, row[..3]);
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void rows_come_whole_with_and_without_the_internal_members(bool direct)
    {
        Image expected = TestImages.Random(31, 17);
        byte[] file = expected.Encode(ImageFormat.Png), rows = new byte[31 * 3 * 10];
        fixed (byte* data = file)
        {
            using Source source = VipsMemory.Lend(data, file.Length, direct);
            using VipsImage image = VipsImage.PngloadSource(source);
            using Region region = Region.New(image);
            Assert.IsTrue(VipsMemory.TryFetch(region, 5, 31, 10, rows, direct));
            Assert.IsTrue(expected.Pixels.Slice(5 * 31 * 3, rows.Length).SequenceEqual(rows));
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void rows_of_another_length_are_not_written(bool direct)
    {
        byte[] pixels = new byte[40], rows = new byte[30];
        using VipsImage image = VipsImage.NewFromMemory(pixels, 10, 1, 4, Enums.BandFormat.Uchar);
        using Region region = Region.New(image);
        pixels.AsSpan().Fill(200);
        Assert.IsFalse(VipsMemory.TryFetch(region, 0, 10, 1, rows, direct));
        Assert.AreEqual(0, rows.Max());
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void rows_that_cannot_be_decoded_are_an_error(bool direct)
    {
        byte[] file = TestImages.Random(31, 17).Encode(ImageFormat.Png)[..^200];
        fixed (byte* data = file)
        {
            using Source source = VipsMemory.Lend(data, file.Length, direct);
            using VipsImage image = VipsImage.PngloadSource(source, failOn: Enums.FailOn.Error);
            using Region region = Region.New(image);
            Assert.ThrowsExactly<VipsException>(() => VipsMemory.TryFetch(region, 0, 31, 17, new byte[31 * 17 * 3], direct));
        }
    }
}
