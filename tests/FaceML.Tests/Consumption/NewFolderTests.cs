using FaceML.Consumption;

namespace FaceML.Tests.Consumption;

[TestClass]
public sealed class NewFolderTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void a_folder_is_new_or_an_empty_one_that_stays_the_same(bool exists)
    {
        using var folder = new TemporaryFolder();
        string path = exists ? Directory.CreateDirectory(folder["app"]).FullName : folder["deep/app/"];
        NewFolder.Write(path, temporary => File.WriteAllText(Path.Combine(temporary, "a.txt"), "a"));
        Assert.AreEqual("a", File.ReadAllText(Path.Combine(path, "a.txt")));
        Assert.HasCount(1, Directory.GetFileSystemEntries(path));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void what_fails_half_way_leaves_nothing(bool exists)
    {
        using var folder = new TemporaryFolder();
        string path = folder["app"];
        if (exists)
        {
            Directory.CreateDirectory(path);
        }

        Assert.ThrowsExactly<InvalidDataException>(() => NewFolder.Write(path, temporary =>
        {
            File.WriteAllText(Path.Combine(temporary, "a.txt"), "a");
            throw new InvalidDataException();
        }));
        Assert.HasCount(exists ? 1 : 0, Directory.GetFileSystemEntries(folder.Path));
        Assert.IsFalse(exists && Directory.GetFileSystemEntries(path).Length > 0);
    }

    [TestMethod]
    public void a_file_of_that_name_is_refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("app", "mine");
        IOException error = Assert.ThrowsExactly<IOException>(() => NewFolder.Write(path, _ => { }));
        Assert.AreEqual($"{path} must be a folder; it is a file.", error.Message);
    }
}
