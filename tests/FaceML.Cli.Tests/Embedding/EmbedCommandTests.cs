namespace FaceML.Cli.Tests.Embedding;

[TestClass]
public sealed class EmbedCommandTests
{
    [TestMethod]
    public async Task every_face_becomes_a_line_with_a_unit_vector()
    {
        using var folder = new TemporaryFolder();
        string target = folder.File("faces.jsonl");

        ToolRun run = await ToolRun.InProcess("embed", TestData.Samples[0], TestData.Samples[3], "--out", target);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        JsonElement[] faces = [.. File.ReadLines(target).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.HasCount(7, faces);
        foreach (JsonElement face in faces)
        {
            double[] vector = [.. face.GetProperty("vector").EnumerateArray().Select(v => v.GetDouble())];
            Assert.HasCount(512, vector);
            Assert.AreEqual(1, vector.Sum(v => v * v), 1e-5);
        }
    }

    [TestMethod]
    public async Task nothing_half_written_is_left_when_it_is_stopped()
    {
        using var folder = new TemporaryFolder();
        string target = folder.File("faces.jsonl", "what was there before");
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        using StringWriter output = new(), error = new();

        int code = await Tool.RunAsync(["embed", TestData.Samples[0], "--out", target], output, error, stop.Token);

        Assert.AreEqual(ExitCode.Cancelled, code);
        Assert.AreEqual("what was there before", File.ReadAllText(target));
        Assert.HasCount(1, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public async Task an_unreadable_image_is_reported_and_the_rest_is_written()
    {
        using var folder = new TemporaryFolder();
        string bad = folder.File("bad.jpg", "not an image"), target = folder.File("faces.jsonl");

        ToolRun run = await ToolRun.InProcess("embed", bad, TestData.Samples[0], "--out", target);

        Assert.AreEqual(ExitCode.Partial, run.ExitCode);
        Assert.HasCount(3, File.ReadAllLines(target));
        StringAssert.Contains(run.Error, "1 unreadable");
    }

    [TestMethod]
    public async Task when_no_image_could_be_read_nothing_worked() =>
        Assert.AreEqual(ExitCode.Error, (await Bad()).ExitCode);

    [TestMethod]
    [DataRow("", "must be a file;")]
    [DataRow("file/faces.jsonl", "is a file.")]
    public async Task an_output_that_cannot_be_written_is_refused_before_the_first_image_and_named_as_given(string below, string problem)
    {
        using var folder = new TemporaryFolder();
        folder.File("file", "");
        string target = Path.Combine(folder.Path, below);

        ToolRun run = await ToolRun.InProcess("embed", "no such image.jpg", "--out", target);

        Assert.AreEqual(ExitCode.Error, run.ExitCode);
        StringAssert.Contains(run.Error, target);
        StringAssert.Contains(run.Error, problem);
        Assert.IsFalse(run.Error.Contains("no such image", StringComparison.Ordinal), run.Error);
        CollectionAssert.AreEqual(new[] { Path.Combine(folder.Path, "file") }, Directory.GetFileSystemEntries(folder.Path));
    }

    private static async Task<ToolRun> Bad()
    {
        using var folder = new TemporaryFolder();
        return await ToolRun.InProcess("embed", folder.File("bad.jpg", "not an image"), "--out", Path.Combine(folder.Path, "faces.jsonl"));
    }
}
