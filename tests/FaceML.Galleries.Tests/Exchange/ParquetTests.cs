using FaceML.Galleries.Exchange;

namespace FaceML.Galleries.Tests.Exchange;

[TestClass]
public sealed class ParquetTests
{
    [TestMethod]
    public void a_parquet_file_gives_the_same_gallery_again()
    {
        using Gallery gallery = GalleryExchangeTests.Fill(1100), copy = GalleryExchangeTests.Empty();
        using MemoryStream file = new();

        Assert.AreEqual(1100, GalleryExchange.ExportParquet(gallery, file));
        Assert.AreEqual(new ImportReport(1100, 1100, 0, 0, 0), GalleryExchange.ImportParquet(copy, file));

        GalleryExchangeTests.AssertSame(gallery, copy);
    }

    [TestMethod]
    public void an_empty_gallery_is_a_file_without_rows()
    {
        using Gallery gallery = GalleryExchangeTests.Empty(), copy = GalleryExchangeTests.Empty();
        using MemoryStream file = new();

        Assert.AreEqual(0, GalleryExchange.ExportParquet(gallery, file));
        Assert.AreEqual(new ImportReport(0, 0, 0, 0, 0), GalleryExchange.ImportParquet(copy, file));
    }

    [TestMethod]
    public void a_file_of_another_recipe_is_refused_by_name()
    {
        using Gallery other = Gallery.Create(
            new MemoryGalleryStore(), Draw.Definition with { Recipe = new("accurate", "9bc0aa11bb22") });

        Assert.AreEqual(GalleryError.RecipeMismatch, Refused(Exported(7), other).Error);
    }

    [TestMethod]
    public void a_file_of_another_dimension_is_refused()
    {
        using Gallery other = Gallery.Create(new MemoryGalleryStore(), Draw.Definition with { Dimension = 32 });

        StringAssert.Contains(Refused(Exported(7), other).Message, "must have 224 values in the column 'embedding'");
    }

    [TestMethod]
    [DataRow(10)]
    [DataRow(100_000)]
    public void a_footer_that_is_nested_or_ends_early_is_refused(int depth)
    {
        byte[] footer = [0xFC, .. Enumerable.Repeat((byte)0x1C, depth)];
        byte[] file = [.. "PAR1"u8, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8];
        using Gallery gallery = GalleryExchangeTests.Empty();

        StringAssert.Contains(Refused(file, gallery).Message, depth == 10 ? "be whole" : "at most 16 deep");
    }

    [TestMethod]
    public void of_two_thousand_changed_files_each_is_refused_or_enrolls_what_it_holds()
    {
        byte[] good = Exported(7);
        Random random = new(1);
        int refused = 0;
        for (int i = 0; i < 2000; i++)
        {
            byte[] bad = [.. good];
            for (int change = 0; change <= random.Next(4); change++)
            {
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            }

            using Gallery gallery = GalleryExchangeTests.Empty();
            try
            {
                using MemoryStream file = new(i % 5 == 4 ? bad[..random.Next(bad.Length)] : bad);
                ImportReport report = GalleryExchange.ImportParquet(gallery, file);
                Assert.AreEqual(report.Enrolled, gallery.TemplateCount);
            }
            catch (GalleryException)
            {
                refused++;
                Assert.AreEqual(0, gallery.TemplateCount);
            }
        }

        Assert.IsGreaterThan(1000, refused);
    }

    private static GalleryException Refused(byte[] file, Gallery gallery)
    {
        using MemoryStream stream = new(file);
        return Assert.ThrowsExactly<GalleryException>(() => GalleryExchange.ImportParquet(gallery, stream));
    }

    private static byte[] Exported(int templates)
    {
        using Gallery gallery = GalleryExchangeTests.Fill(templates);
        using MemoryStream file = new();
        GalleryExchange.ExportParquet(gallery, file);
        return file.ToArray();
    }
}
