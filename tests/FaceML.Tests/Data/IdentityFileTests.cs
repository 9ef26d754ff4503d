using FaceML.Data;
using FaceML.Evaluation.Protocols;

namespace FaceML.Tests.Data;

[TestClass]
public sealed class IdentityFileTests
{
    private static IReadOnlyList<PersonImages> Read(params string[] lines)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, lines);
            return IdentityFile.Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestMethod]
    public void people_and_images_come_in_order_and_an_image_counts_once()
    {
        IReadOnlyList<PersonImages> people = Read("# who is where", "b/2.jpg\tbob", "", "x.jpg\tann", "b/1.jpg\tbob", "x.jpg\tann");
        Assert.AreEqual("ann: x.jpg; bob: b/1.jpg, b/2.jpg",
            string.Join("; ", people.Select(p => $"{p.Identity}: {string.Join(", ", p.Images)}")));
    }

    [TestMethod]
    [DataRow("x.jpg", "expected")]
    [DataRow("x.jpg\t", "expected")]
    [DataRow("a.jpg\tbob", "already an image of 'ann'")]
    [DataRow("../a.jpg\tbob", "below the image folder")]
    [DataRow("/etc/a.jpg\tbob", "below the image folder")]
    public void bad_lines_are_named(string bad, string problem)
    {
        ProtocolFormatException error = Assert.ThrowsExactly<ProtocolFormatException>(() => Read("a.jpg\tann", bad));
        Assert.AreEqual(2, error.Line);
        StringAssert.Contains(error.Message, problem);
    }

    [TestMethod]
    public void a_file_without_a_line_is_refused() => Assert.ThrowsExactly<ProtocolFormatException>(() => Read("# nobody"));
}
