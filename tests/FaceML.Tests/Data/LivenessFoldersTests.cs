using FaceML.Data;
using FaceML.Evaluation.Protocols;
using FaceML.Loading;

namespace FaceML.Tests.Data;

[TestClass]
public sealed class LivenessFoldersTests
{
    [TestMethod]
    public void folders_are_species_and_the_folders_in_them_are_people()
    {
        using var folder = new TemporaryFolder();
        Touch(folder, "live/ann/1.jpg", "live/ann/2.png", "print/ann/1.jpg", "phone/bob/1.jpg", "phone/bob/notes.txt", ".hidden/x/1.jpg");
        FaceLivenessRow[] rows = LivenessFolders.Read(folder["."], 0);
        CollectionAssert.AreEqual(
            (string[])["True::ann:1.jpg", "True::ann:2.png", "False:phone:bob:1.jpg", "False:print:ann:1.jpg"],
            rows.Select(row => $"{row.Label}:{row.Species}:{row.Identity}:{Path.GetFileName(row.Path)}").ToArray());
    }

    [TestMethod]
    public void the_beginning_of_a_file_name_can_be_the_person()
    {
        using var folder = new TemporaryFolder();
        Touch(folder, "real/0001_a.jpg", "print/0001_b.jpg", "print/0002_b.jpg");
        CollectionAssert.AreEqual((string[])["0001", "0002", "0001"], LivenessFolders.Read(folder["."], 4)
            .Select(row => row.Identity).ToArray());
    }

    [TestMethod]
    public void without_a_prefix_every_image_shows_a_person_of_its_own()
    {
        using var folder = new TemporaryFolder();
        Touch(folder, "live/1.jpg", "live/2.jpg", "print/1.jpg");
        Assert.AreEqual(3, LivenessFolders.Read(folder["."], 0).Select(row => row.Identity).Distinct().Count());
    }

    [TestMethod]
    public void a_folder_without_live_images_or_without_attacks_is_refused()
    {
        using var folder = new TemporaryFolder();
        Touch(folder, "print/1.jpg");
        StringAssert.Contains(Assert.ThrowsExactly<ProtocolFormatException>(() => LivenessFolders.Read(folder["."], 0)).Message,
            "live or real");
    }

    private static void Touch(TemporaryFolder folder, params string[] files)
    {
        foreach (string file in files)
        {
            string path = folder[file];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }
    }
}
