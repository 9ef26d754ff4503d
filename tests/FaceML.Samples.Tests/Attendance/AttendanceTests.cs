using Attendance;
using FaceML.Imaging;

namespace FaceML.Samples.Tests.Attendance;

/// <summary>From images of groups to a list.</summary>
[TestClass]
public sealed class AttendanceTests : ApplicationTests
{
    [TestMethod]
    public async Task a_list_says_who_was_there_on_which_image_and_shows_the_unknown_faces()
    {
        Expect("Anna Berg", SampleFaces.Anna);
        Expect("Ben", SampleFaces.Stranger.FlipHorizontal());
        Expect("=Cleo|", SampleFaces.Absent);
        Group(2);
        Group(4);
        folder.File("images/broken.jpg", "not an image");

        Assert.AreEqual(AttendanceCommand.Partial, await RunAsync(), error.ToString());

        StringAssert.Contains(error.ToString(), "broken.jpg");
        string[] rows = File.ReadAllLines(folder["out/attendance.csv"]);
        Assert.AreEqual("name,present,score,image,images", rows[0]);
        Assert.AreEqual("\"'=Cleo|\",no,,,0", rows[1], "A name that a spreadsheet takes for a formula stays text.");
        StringAssert.Matches(rows[2], new("^Anna Berg,yes,0\\.[5-9][0-9],sample3.jpg,1$"));
        StringAssert.Matches(rows[3], new("^Ben,yes,0\\.[7-9][0-9],sample5.jpg,1$"));
        StringAssert.Contains(output.ToString(), "2 of 3 people present. 8 faces on 2 images, 6 without a name.");
        StringAssert.Contains(File.ReadAllText(folder["out/attendance.md"]), @"| =Cleo\| | no |  |  |");
        string html = File.ReadAllText(folder["out/unknown.html"]);
        Assert.HasCount(6 + 1, html.Split("<img "));
        Assert.DoesNotContain("http", html, "The page loads nothing.");
    }

    [TestMethod]
    public async Task two_faces_of_one_image_never_get_one_name()
    {
        Expect("Anna Berg", SampleFaces.Anna);
        Image anna = SampleFaces.AnnaEarlier, twice = new(anna.Width * 2, anna.Height);
        for (int y = 0; y < anna.Height; y++)
        {
            Span<byte> row = anna.Pixels.Slice(y * anna.Width * 3, anna.Width * 3);
            row.CopyTo(twice.Pixels[(y * twice.Width * 3)..]);
            row.CopyTo(twice.Pixels[((y * twice.Width + anna.Width) * 3)..]);
        }

        twice.Save(folder.File("images/twice.png"));

        Assert.AreEqual(AttendanceCommand.Done, await RunAsync(), error.ToString());

        StringAssert.Contains(output.ToString(), "1 of 1 people present. 2 faces on 1 image, 1 without a name.");
    }

    [TestMethod]
    public async Task an_image_in_the_wrong_folder_is_named_and_its_person_expected_all_the_same()
    {
        Expect("Anna Berg", SampleFaces.Anna);
        Expect("Dora", SampleFaces.AnnaEarlier);
        Group(2);

        Assert.AreEqual(AttendanceCommand.Done, await RunAsync(), error.ToString());

        StringAssert.Contains(error.ToString(), $"Not enrolled: {Path.Combine(folder["people"], "Dora/1.png")}: ");
        StringAssert.Contains(output.ToString(), "| Dora | no |");
    }

    [TestMethod]
    public async Task a_folder_without_people_is_an_error_and_no_list_is_written()
    {
        Directory.CreateDirectory(folder["people"]);
        Group(2);

        Assert.AreEqual(AttendanceCommand.Error, await RunAsync());

        StringAssert.Contains(error.ToString(), "no folder of a person holds an image");
        Assert.IsFalse(Directory.Exists(folder["out"]));
    }

    private Task<int> RunAsync() => AttendanceCommand.RunAsync(
        ["--people", folder["people"], "--images", folder["images"], "--out", folder["out"]], output, error);

    private void Expect(string name, Image face) => face.Save(folder.File($"people/{name}/1.png"));

    private void Group(int sample) => folder.Copy(TestData.Samples[sample], $"images/sample{sample + 1}.jpg");
}
