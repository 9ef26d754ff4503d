namespace FaceML.Imaging.Tests;

[TestClass]
public sealed class ImageFolderTests
{
    [TestMethod]
    public void images_come_in_the_order_of_their_names_without_hidden_files_links_and_other_files()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["b.JPG", "a.avif", "c.bmp", ".hidden.png", "notes.txt", "inside/d.png"])
        {
            folder.File(name, "");
        }

        File.CreateSymbolicLink(folder["link.png"], folder["c.bmp"]);

        CollectionAssert.AreEqual(
            (string[])[folder["a.avif"], folder["b.JPG"], folder["c.bmp"]], ImageFolder.Files(folder.Path).ToArray());
    }

    [TestMethod]
    public void a_folder_that_does_not_exist_is_an_error()
    {
        using var folder = new TemporaryFolder();
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => ImageFolder.Files(folder["none"]));
    }

    [TestMethod]
    public void every_format_that_is_written_has_an_extension()
    {
        string[] extensions = [.. ImageFolder.Extensions.Select(extension => extension[1..])];
        foreach (ImageFormat format in Enum.GetValues<ImageFormat>())
        {
            Assert.Contains(format.ToString(), extensions, StringComparer.OrdinalIgnoreCase);
        }
    }
}
