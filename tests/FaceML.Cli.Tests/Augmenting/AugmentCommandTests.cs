namespace FaceML.Cli.Tests.Augmenting;

[TestClass]
public sealed class AugmentCommandTests
{
    [TestMethod]
    public async Task a_contact_sheet_holds_a_row_a_face_and_is_the_same_again()
    {
        using var folder = new TemporaryFolder();
        string sheet = folder.File("sheet.png"), again = folder.File("again.png"), other = folder.File("other.png");

        ToolRun run = await ToolRun.InProcess("augment", TestData.Samples[0], TestData.Samples[1], "--out", sheet, "--variants", "2");
        Assert.AreEqual(0, run.ExitCode, run.Error);
        Image image = Image.Load(sheet);
        // The face, ten single changes and two of all together, two rows.
        Assert.AreEqual((13 * 118 + 6, 2 * 118 + 6 + 26), (image.Width, image.Height));

        await ToolRun.InProcess("augment", TestData.Samples[0], TestData.Samples[1], "--out", again, "--variants", "2");
        CollectionAssert.AreEqual(File.ReadAllBytes(sheet), File.ReadAllBytes(again));
        await ToolRun.InProcess("augment", TestData.Samples[0], TestData.Samples[1], "--out", other, "--variants", "2", "--seed", "2");
        CollectionAssert.AreNotEqual(File.ReadAllBytes(sheet), File.ReadAllBytes(other));
    }

    [TestMethod]
    public async Task without_a_face_or_with_too_many_variants_it_says_so()
    {
        using var folder = new TemporaryFolder();
        new Image(64, 64).Save(folder.File("black.png"));

        ToolRun none = await ToolRun.InProcess("augment", folder.File("black.png"), "--out", folder.File("sheet.png"));
        Assert.AreEqual(2, none.ExitCode);
        StringAssert.Contains(none.Error, "None of the images shows a usable face");
        ToolRun many = await ToolRun.InProcess("augment", TestData.Samples[0], "--out", folder.File("sheet.png"), "--variants", "51");
        StringAssert.Contains(many.Error, "--variants must be 0 to 50; it is 51");
        Assert.IsFalse(File.Exists(folder.File("sheet.png")));
    }
}
