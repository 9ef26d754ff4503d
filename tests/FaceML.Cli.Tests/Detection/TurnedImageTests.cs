namespace FaceML.Cli.Tests.Detection;

[TestClass]
public sealed class TurnedImageTests
{
    [TestMethod]
    public async Task verify_matches_a_turned_image_with_itself_and_says_the_turn()
    {
        using var folder = new TemporaryFolder();
        string turned = folder.File("turned.png");
        Image.Load(TestData.Samples[0]).Turn(90).Save(turned);

        ToolRun run = await ToolRun.InProcess("verify", TestData.Samples[0], turned, "--json");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        JsonElement result = JsonDocument.Parse(run.Lines[0]).RootElement;
        Assert.AreEqual(0, result.GetProperty("a").GetProperty("turn").GetInt32());
        Assert.AreEqual(90, result.GetProperty("b").GetProperty("turn").GetInt32());
    }

    [TestMethod]
    public async Task verify_takes_aligned_faces_without_searching_them()
    {
        using var folder = new TemporaryFolder();
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        Image image = Image.Load(TestData.Samples[2]);
        string alignedFace = folder.File("chip.png");
        new FaceAligner(AlignmentTemplate.ArcFace112).Align(image, recognizer.Detect(image)[0].Points).Save(alignedFace);

        ToolRun run = await ToolRun.InProcess("verify", alignedFace, alignedFace, "--aligned", "--json");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        JsonElement a = JsonDocument.Parse(run.Lines[0]).RootElement.GetProperty("a");
        CollectionAssert.AreEqual((float[])[0, 0, 112, 112], a.GetProperty("box").EnumerateArray().Select(n => n.GetSingle()).ToArray());
    }
}
