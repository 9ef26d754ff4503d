using System.Security.Cryptography;
using System.Text;
using FaceML.Galleries.Exchange;

namespace FaceML.Galleries.Tests.Exchange;

[TestClass]
public sealed class GalleryExchangeTests
{
    [TestMethod]
    public void json_lines_give_the_same_gallery_again()
    {
        using Gallery gallery = Fill(), copy = Empty();
        StringWriter text = new();
        Assert.AreEqual(7, GalleryExchange.ExportJsonLines(gallery, text));
        Assert.AreEqual(new ImportReport(7, 7, 0, 0, 0), GalleryExchange.ImportJsonLines(copy, new StringReader(text.ToString())));
        AssertSame(gallery, copy);
    }

    [TestMethod]
    public void a_numpy_matrix_and_its_lines_give_the_same_gallery_again()
    {
        using Gallery gallery = Fill(), copy = Empty();
        using MemoryStream matrix = new();
        StringWriter rows = new();
        GalleryExchange.ExportNumpy(gallery, matrix, rows);
        matrix.Position = 0;
        GalleryExchange.ImportNumpy(copy, matrix, new StringReader(rows.ToString()));
        AssertSame(gallery, copy);
    }

    [TestMethod]
    public void the_matrix_is_what_numpy_reads()
    {
        using Gallery gallery = Fill();
        using MemoryStream matrix = new();
        GalleryExchange.ExportNumpy(gallery, matrix, TextWriter.Null);
        byte[] bytes = matrix.ToArray();
        int header = BitConverter.ToUInt16(bytes, 8);
        // numpy.lib.format 1.0: magic, version, length, a dictionary that ends with a line feed, data from a multiple of 64 on.
        CollectionAssert.AreEqual(new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0 }, bytes[..8]);
        StringAssert.StartsWith(
            Encoding.ASCII.GetString(bytes, 10, header), "{'descr': '<f4', 'fortran_order': False, 'shape': (7, 64), }");
        Assert.AreEqual((byte)'\n', bytes[10 + header - 1]);
        Assert.AreEqual(0, (10 + header) % 64);
        Assert.HasCount(10 + header + (7 * 64 * 4), bytes);
        Assert.AreEqual(gallery.ReadEmbeddings().First().Embedding.Span[1], BitConverter.ToSingle(bytes, 10 + header + 4));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("{}")]
    [DataRow("{\"gallery\":\"door\",\"recipe\":{\"name\":\"balanced\",\"fingerprint\":\"3f2a91c0d4e5\"}}\nnot json")]
    [DataRow("{\"gallery\":\"door\",\"recipe\":{\"name\":\"balanced\",\"fingerprint\":\"3f2a91c0d4e5\"}}\n{\"person\":\"anna\"}")]
    [DataRow("{\"gallery\":\"door\",\"recipe\":{\"name\":\"balanced\",\"fingerprint\":\"3f2a91c0d4e5\"}}\n"
        + "{\"person\":\"anna\",\"other\":1,\"embedding\":[1]}")]
    public void what_is_no_export_is_refused_with_its_line(string text)
    {
        using Gallery gallery = Empty();
        GalleryException refused =
            Assert.ThrowsExactly<GalleryException>(() => GalleryExchange.ImportJsonLines(gallery, new StringReader(text)));
        int line = text.Length < 3 ? 1 : 2;
        StringAssert.StartsWith(refused.Message, string.Create(CultureInfo.InvariantCulture, $"Line {line} of the import must"));
        Assert.AreEqual(0, gallery.PersonCount);
    }

    [TestMethod]
    [DataRow("{\"gallery\":\"door\",\"recipe\":{}}")]
    [DataRow("{\"gallery\":\"door\",\"recipe\":null}")]
    public void an_export_without_a_recipe_is_refused(string head)
    {
        using Gallery gallery = Empty();

        StringAssert.StartsWith(Assert.ThrowsExactly<GalleryException>(() => GalleryExchange.ImportJsonLines(
            gallery, new StringReader(head + "\n{\"person\":\"anna\",\"embedding\":[1]}"))).Message, "Line 1 of the import must");
    }

    [TestMethod]
    public void an_export_of_another_recipe_is_refused_by_name()
    {
        using Gallery gallery = Fill();
        using Gallery other = Gallery.Create(new MemoryGalleryStore(), Draw.Definition with { Recipe = new("accurate", "9bc0aa11bb22") });
        StringWriter text = new();
        GalleryExchange.ExportJsonLines(gallery, text);
        Assert.AreEqual(GalleryError.RecipeMismatch,
            Assert.ThrowsExactly<GalleryException>(() => GalleryExchange.ImportJsonLines(other, new StringReader(text.ToString()))).Error);
    }

    internal static Gallery Empty() => Gallery.Create(new MemoryGalleryStore(), Draw.Definition);

    internal static Gallery Fill(int templates = 7)
    {
        Gallery gallery = Empty();
        Random random = new(1);
        gallery.Enroll(
        [
            .. Enumerable.Range(0, templates).Select(i => Draw.Of($"p{i / 2}", Draw.Unit(random)) with
            {
                Quality = 10 * i % 101,
                SourceSha256 = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i))),
                Person = new()
                {
                    Name = $"Name {i / 2}",
                    Attributes = "{\"a\":[1,\"ü\"]}",
                    Expires = new DateTimeOffset(2090, 1, 2, 3, 4, 5, TimeSpan.Zero),
                },
            }),
        ]);
        return gallery;
    }

    internal static void AssertSame(Gallery gallery, Gallery copy)
    {
        EnrolledEmbedding[] expected = [.. gallery.ReadEmbeddings()], actual = [.. copy.ReadEmbeddings()];
        Assert.HasCount(expected.Length, actual);
        foreach ((EnrolledEmbedding one, EnrolledEmbedding other) in expected.Zip(actual))
        {
            Assert.AreEqual(
                (one.Person.Id, one.Person.Name, one.Person.Attributes, one.Person.Expires, one.Template.Quality,
                    one.Template.SourceSha256),
                (other.Person.Id, other.Person.Name, other.Person.Attributes, other.Person.Expires, other.Template.Quality,
                    other.Template.SourceSha256));
            Assert.IsTrue(one.Embedding.Span.SequenceEqual(other.Embedding.Span));
        }
    }
}
