namespace FaceML.Cli.Tests.Images;

[TestClass]
public sealed class ImageFilesTests
{
    [TestMethod]
    public void AFolderGivesEveryImageBelowItSorted()
    {
        using var folder = new TemporaryFolder();
        string second = folder.File("b/2.PNG", ""), first = folder.File("a/1.jpg", "");
        folder.File("a/notes.txt", "");

        CollectionAssert.AreEqual((string[])[first, second], ImageFiles.Expand([folder.Path]).ToArray());
    }

    [TestMethod]
    public void AGlobGivesWhatItMatches()
    {
        using var folder = new TemporaryFolder();
        string deep = folder.File("x/y/1.jpg", ""), flat = folder.File("2.jpg", "");
        folder.File("3.png", "");

        CollectionAssert.AreEqual((string[])[flat, deep], ImageFiles.Expand([Path.Combine(folder.Path, "**/*.jpg")]).ToArray());
        CollectionAssert.AreEqual((string[])[flat], ImageFiles.Expand([Path.Combine(folder.Path, "*.jpg")]).ToArray());
    }

    [TestMethod]
    public void AFileNamedTwiceIsTakenOnce()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("1.jpg", "");

        CollectionAssert.AreEqual((string[])[file], ImageFiles.Expand([file, folder.Path]).ToArray());
    }

    [TestMethod]
    public void WhatIsNotThereIsNamed()
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
