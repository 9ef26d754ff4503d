namespace FaceML.Evaluation.Tests.Protocols;

[TestClass]
public sealed class WiderFaceProtocolTests
{
    private const string Two =
        "0--Parade/a.jpg\n1\n449 330 122 149 0 1 0 1 2 0 \n0--Parade/b.jpg\n0\n0 0 0 0 0 0 0 0 0 0 \n";

    [TestMethod]
    public void boxes_have_their_attributes_and_an_image_without_faces_has_none()
    {
        using var folder = new TemporaryFolder();

        WiderFaceImage[] images = [.. WiderFaceProtocol.Read(folder.File("gt.txt", Two), 2)];

        Assert.AreEqual("0--Parade/a.jpg", images[0].Path);
        Assert.AreEqual(new WiderFaceBox(449, 330, 122, 149, 0, 1, 0, 1, 2, 0), images[0].Faces.Single());
        Assert.AreEqual("0--Parade/b.jpg", images[1].Path);
        Assert.IsEmpty(images[1].Faces);
    }

    [TestMethod]
    [DataRow("../a.jpg\n0\n0 0 0 0 0 0 0 0 0 0\n", 7, "the path of an image")]
    [DataRow("a.jpg\nx\n", 8, "the number of faces of a.jpg, got 'x'")]
    [DataRow("a.jpg\n-1\n", 8, "the number of faces of a.jpg")]
    [DataRow("a.jpg\n999999999\n", 8, "the number of faces of a.jpg")]
    [DataRow("a.jpg", 8, "got 'the end'")]
    [DataRow("a.jpg\n2\n1 2 3 4 0 0 0 0 0 0\n1 2 3 4 0 0 0 0 0\n", 10, "ten numbers for face 2 of a.jpg")]
    [DataRow("a.jpg\n1\n1 2 -3 4 0 0 0 0 0 0\n", 9, "ten numbers for face 1 of a.jpg")]
    [DataRow("a.jpg\n2\n1 2 3 4 0 0 0 0 0 0\n", 10, "got 'the end'")]
    [DataRow("", 0, "images must be 3, as published; it is 2")]
    public void what_is_not_of_the_form_is_named_by_file_and_line(string text, int line, string problem)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("gt.txt", Two + text);

        FormatErrors.AssertNamed(file, line, problem, () => WiderFaceProtocol.Read(file, 3).Count());
    }
}
