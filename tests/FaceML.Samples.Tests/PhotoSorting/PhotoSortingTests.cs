using PhotoSorting;

namespace FaceML.Samples.Tests.PhotoSorting;

/// <summary>From a folder of images to folders of people, by the commands that a user types.</summary>
[TestClass]
public sealed class PhotoSortingTests : ApplicationTests
{
    private static readonly string[] People = ["Abdullah_Gul", "Adrien_Brody", "Al_Gore"];

    [TestMethod]
    public async Task who_is_on_two_images_gets_a_name_and_a_folder_and_undo_puts_everything_back()
    {
        foreach (int sample in (int[])[0, 2, 4])
        {
            folder.Copy(TestData.Samples[sample], $"{sample}.jpg");
        }

        await RunAsync(0, "scan", folder.Path);
        await RunAsync(0, "name", folder.Path, "1", "Anna Berg");
        await RunAsync(0, "sort", folder.Path);

        StringAssert.Contains(output.ToString(), "Nothing was changed. --apply does these 2.");
        CollectionAssert.AreEqual((string[])["0.jpg", "2.jpg", "4.jpg"], folder.Files.ToArray());

        await RunAsync(0, "sort", folder.Path, "--apply");

        CollectionAssert.AreEqual((string[])["4.jpg"], folder.Files.ToArray());
        CollectionAssert.AreEqual(File.ReadAllBytes(TestData.Samples[2]), File.ReadAllBytes(folder["Anna Berg/2.jpg"]));

        await RunAsync(0, "undo", folder.Path);

        CollectionAssert.AreEqual((string[])["0.jpg", "2.jpg", "4.jpg"], folder.Files.ToArray());
        Assert.IsFalse(Directory.Exists(folder["Anna Berg"]));
        CollectionAssert.AreEqual(File.ReadAllBytes(TestData.Samples[2]), File.ReadAllBytes(folder["2.jpg"]));
    }

    [TestMethod]
    public async Task each_of_three_people_is_a_group()
    {
        string source = TestData.DataSet("lfw-deepfunneled");
        foreach (string person in People)
        {
            foreach (string file in Directory.GetFiles(Path.Combine(source, person)).Order(StringComparer.Ordinal).Take(4))
            {
                folder.Copy(file, Path.GetFileName(file));
            }
        }

        await RunAsync(0, "scan", folder.Path);

        PhotoIndex index = new PhotoFolder(folder.Path).ReadIndex();
        string[] largest = [.. GroupPage.Groups(index).Take(3)
            .Select(group => string.Join(' ', group.Faces.Select(face => face.Photo.File[..^9]).Distinct())).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(People, largest);
    }

    [TestMethod]
    [DataRow("../away")]
    [DataRow(".hidden")]
    [DataRow("a\\b")]
    [DataRow("")]
    public async Task a_name_that_is_no_folders_name_is_refused(string name)
    {
        new PhotoFolder(folder.Path).WriteIndex(new PhotoIndex(
            [new Photo("a.jpg", "", [new PhotoFace(1, 0, 0, 1, 1)])], new Dictionary<int, string>()));

        await RunAsync(PhotoSortingCommand.Error, "name", folder.Path, "1", name);

        StringAssert.Contains(error.ToString(), "A name must have 1 to 100 letters");
    }

    [TestMethod]
    public async Task a_folder_that_was_not_scanned_is_an_error_that_says_what_to_do()
    {
        await RunAsync(PhotoSortingCommand.Error, "sort", folder.Path, "--apply");

        StringAssert.Contains(error.ToString(), "run 'scan' first");
    }

    private async Task RunAsync(int expected, params string[] args) =>
        Assert.AreEqual(expected, await PhotoSortingCommand.RunAsync(args, output, error), error.ToString());
}
