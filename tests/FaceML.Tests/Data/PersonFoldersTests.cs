using FaceML.Data;
using FaceML.Evaluation.Protocols;

namespace FaceML.Tests.Data;

[TestClass]
public sealed class PersonFoldersTests
{
    [TestMethod]
    public void people_and_pictures_come_in_order_without_what_is_none()
    {
        string root = Directory.CreateTempSubdirectory().FullName;
        foreach (string file in new[] { "bob/2.JPG", "bob/1.png", "bob/notes.txt", "bob/.hidden.jpg", "ann/x.webp", "empty/readme.md",
            ".git/a.jpg" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, file))!);
            File.WriteAllText(Path.Combine(root, file), "");
        }

        IReadOnlyList<PersonImages> people = PersonFolders.Read(root);
        CollectionAssert.AreEqual(new[] { "ann", "bob" }, people.Select(p => p.Identity).ToArray());
        CollectionAssert.AreEqual(new[] { "bob/1.png", "bob/2.JPG" }, people[1].Images.ToArray());
        Assert.ThrowsExactly<ProtocolFormatException>(() => PersonFolders.Read(Path.Combine(root, "empty")));
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => PersonFolders.Read(Path.Combine(root, "nowhere")));
        Directory.Delete(root, true);
    }
}
