namespace FaceML.Cli.Tests.Images;

[TestClass]
public sealed class ImageFilesTests
{
    [TestMethod]
    public void a_folder_gives_every_image_below_it_sorted()
    {
        using var folder = new TemporaryFolder();
        string second = folder.File("b/2.PNG", ""), first = folder.File("a/1.jpg", "");
        folder.File("a/notes.txt", "");

        CollectionAssert.AreEqual((string[])[first, second], ImageFiles.Expand([folder.Path]).ToArray());
    }

    [TestMethod]
    public void a_glob_gives_what_it_matches()
    {
        using var folder = new TemporaryFolder();
        string deep = folder.File("x/y/1.jpg", ""), flat = folder.File("2.jpg", "");
        folder.File("3.png", "");

        CollectionAssert.AreEqual((string[])[flat, deep], ImageFiles.Expand([Path.Combine(folder.Path, "**/*.jpg")]).ToArray());
        CollectionAssert.AreEqual((string[])[flat], ImageFiles.Expand([Path.Combine(folder.Path, "*.jpg")]).ToArray());
    }

    [TestMethod]
    public void a_file_named_twice_is_taken_once()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("1.jpg", "");

        CollectionAssert.AreEqual((string[])[file], ImageFiles.Expand([file, folder.Path]).ToArray());
    }

    [TestMethod]
    public void what_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (
            string[])[folder.File("none.jpg"), folder.Path, Path.Combine(folder.Path, "*.jpg"), Path.Combine(folder.Path, "no/such/*.jpg")])
        {
            ToolException error = Assert.ThrowsExactly<ToolException>(() => ImageFiles.Expand([name]));
            StringAssert.Contains(error.Message, name);
        }
    }
}
