namespace FaceML.Cli.Tests.Clustering;

[TestClass]
public sealed class ClusterCommandTests
{
    private static readonly string[] People = ["Abdullah_Gul", "Adrien_Brody", "Al_Gore"];

    [TestMethod]
    public async Task everybody_is_one_group_and_the_stranger_none()
    {
        using var folder = new TemporaryFolder();
        string source = TestData.DataSet("lfw-deepfunneled");
        foreach (string person in People)
        {
            foreach (string file in Directory.GetFiles(Path.Combine(source, person)).Order(StringComparer.Ordinal).Take(4))
            {
                folder.Copy(file, Path.Combine("people", Path.GetFileName(file)));
            }
        }

        folder.Copy(TestData.Samples[0], Path.Combine("people", "stranger.jpg"));

        ToolRun run = await ToolRun.InProcess("cluster", Path.Combine(folder.Path, "people"), "--json");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        JsonElement[] groups = [.. run.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
        HashSet<string> named = [.. groups.Where(g => g.TryGetProperty("group", out _))
            .Select(g => string.Join(' ', Names(g).Select(n => n[..^9]).Distinct()))];
        // Other faces in the background may be groups of nobody; the three people are each one group of their own.
        Assert.IsTrue(People.All(named.Contains), string.Join(", ", named));
        Assert.Contains("stranger.jpg", Names(groups.Single(g => !g.TryGetProperty("group", out _))).ToArray());
    }

    [TestMethod]
    public async Task a_rate_that_the_calibration_has_not_is_named()
    {
        ToolRun run = await ToolRun.InProcess("cluster", TestData.Samples[0], "--max-fmr", "0.5");

        Assert.AreEqual(2, run.ExitCode);
        StringAssert.Contains(run.Error, "The false match rate must be one that the calibration holds");
    }

    [TestMethod]
    public async Task strangers_who_are_blurred_alike_are_no_group()
    {
        using var folder = new TemporaryFolder();
        foreach (string sample in TestData.Samples)
        {
            // A reduction to a fourteenth and back: what is left of the faces is the blur.
            var image = Image.Load(sample);
            Image small = image.Resize(image.Width / 14, image.Height / 14, ResizeFilter.Area);
            small.Resize(image.Width, image.Height).Save(folder[Path.GetFileName(sample)]);
        }

        ToolRun run = await ToolRun.InProcess("cluster", folder.Path, "--json");

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        StringAssert.Contains(run.Error, "of too low a quality to be recognized: in no group");
        Assert.IsTrue(run.Lines.All(line => !JsonSerializer.Deserialize<JsonElement>(line).TryGetProperty("group", out _)), run.Output);
    }

    [TestMethod]
    public async Task an_unreadable_image_is_named_and_the_others_are_grouped()
    {
        using var folder = new TemporaryFolder();
        folder.File("bad.jpg", "not an image");
        folder.Copy(TestData.Samples[0], "good.jpg");

        ToolRun run = await ToolRun.InProcess("cluster", folder.Path, "--json");

        Assert.AreEqual(ExitCode.Partial, run.ExitCode);
        StringAssert.Contains(run.Error, "bad.jpg");
        StringAssert.Contains(run.Output, "good.jpg");
    }

    private static IEnumerable<string> Names(JsonElement group) => group.GetProperty("faces").EnumerateArray()
        .Select(f => Path.GetFileName(f.GetProperty("file").GetString()!));
}
