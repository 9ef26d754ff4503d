namespace FaceML.Evaluation.Tests.Protocols;

[TestClass]
public sealed class IjbcProtocolTests
{
    [TestMethod]
    public void faces_templates_media_and_pairs_are_counted()
    {
        using var folder = new TemporaryFolder();
        string faces = folder.File("faces.txt", "1.jpg 1 69544\n2.jpg 1 69545\n3.jpg 2 12591\n4.jpg 2 12591\n");
        string pairs = folder.File("pairs.txt", "1 2 0\n2 2 1\n1 1 1\n");

        Assert.AreEqual(new TemplateTotals(4, 2, 3, 2, 1), IjbcProtocol.Count(faces, pairs));
        Assert.AreEqual(new TemplateFace("3.jpg", 2, 12591), IjbcProtocol.ReadFaces(faces).ElementAt(2));
        Assert.AreEqual(new TemplatePair(1, 2, false), IjbcProtocol.ReadPairs(pairs).First());
    }

    [TestMethod]
    public void lines_are_read_as_they_are_asked_for()
    {
        using var folder = new TemporaryFolder();
        IEnumerable<TemplatePair> pairs = IjbcProtocol.ReadPairs(folder.File("pairs.txt", "1 2 0\nnonsense\n"));

        Assert.AreEqual(new TemplatePair(1, 2, false), pairs.First());
        Assert.ThrowsExactly<ProtocolFormatException>(() => pairs.Count());
    }

    [TestMethod]
    [DataRow("1 2 2", 2)]
    [DataRow("1 2", 2)]
    [DataRow("1 2 1 1", 2)]
    [DataRow("1  2 1", 2)]
    [DataRow("-1 2 1", 2)]
    [DataRow("1 3 1", 0)]
    public void a_pair_of_another_form_or_of_no_template_is_named(string line, int number)
    {
        using var folder = new TemporaryFolder();
        string faces = folder.File("faces.txt", "1.jpg 1 1\n2.jpg 2 2\n"), pairs = folder.File("pairs.txt", $"1 2 0\n{line}\n");

        FormatErrors.AssertNamed(pairs, number, "", () => IjbcProtocol.Count(faces, pairs));
    }

    [TestMethod]
    [DataRow("1.jpg 1")]
    [DataRow("1.jpg 1 1 1")]
    [DataRow("../1.jpg 1 1")]
    [DataRow("1.jpg x 1")]
    public void a_face_of_another_form_is_named(string line)
    {
        using var folder = new TemporaryFolder();
        string faces = folder.File("faces.txt", $"1.jpg 1 1\n{line}\n");
        Assert.AreEqual(2, Assert.ThrowsExactly<ProtocolFormatException>(() => IjbcProtocol.ReadFaces(faces).Count()).Line);
    }
}
