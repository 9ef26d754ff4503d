namespace FaceML.Cli.Tests.Networks;

[TestClass]
public sealed class NetworkBenchCommandTests
{
    [TestMethod]
    public async Task every_setting_is_one_json_object()
    {
        ToolRun run = await ToolRun.InProcess(
            "networks", "bench", "landmarks-68", "ultraface-rfb320", "--runs", "4", "--batch", "1", "3", "--threads", "1", "2", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Error);
        JsonElement[] costs = [.. run.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

        // Landmarks: two batches by two thread counts; the detector takes one image at a time and has a fixed size.
        string[] settings = [.. costs
            .Select(c => $"{c.GetProperty("name").GetString()} {c.GetProperty("width")}×{c.GetProperty("height")} "
                + $"{c.GetProperty("batch")} {c.GetProperty("threads")}")];
        CollectionAssert.AreEqual(
            (string[])["landmarks-68 64×64 1 1", "landmarks-68 64×64 1 2", "landmarks-68 64×64 3 1", "landmarks-68 64×64 3 2",
            "ultraface-rfb320 320×240 1 1", "ultraface-rfb320 320×240 1 2"], settings);
        Assert.IsTrue(costs.All(c => c.GetProperty("medianMs").GetDouble() is > 0 and var median
            && c.GetProperty("p95Ms").GetDouble() >= median && c.GetProperty("runs").GetInt32() == 4));
    }

    [TestMethod]
    public async Task a_network_without_a_fixed_size_is_shown_several()
    {
        using var folder = new TemporaryFolder();
        ToolRun add = await ToolRun.InProcess("networks", "add", "mtcnn-expo", "--into", folder.Path);
        Assert.AreEqual(0, add.ExitCode, add.Error);
        ToolRun run = await ToolRun.AsProcess(new Dictionary<string, string> { ["FACEML_NETWORKS"] = folder.Path }, "networks", "bench",
            "mtcnn-expo", "--runs", "2", "--size", "40", "60", "--batch", "4", "--threads", "1");
        Assert.AreEqual(0, run.ExitCode, run.Error);
        CollectionAssert.AreEqual(
            (string[])["mtcnn-expo\t40×40\t1\t1", "mtcnn-expo\t60×60\t1\t1", "mtcnn-expo.stage-2\t24×24\t4\t1",
            "mtcnn-expo.stage-3\t48×48\t4\t1"],
            run.Lines.Skip(1).Select(line => string.Join('\t', line.Split('\t').Take(4))).ToArray());
    }

    [TestMethod]
    [DataRow("--runs", "0")]
    [DataRow("--batch", "257")]
    [DataRow("--size", "5000")]
    [DataRow("--threads", "0")]
    public async Task settings_out_of_range_are_refused(string option, string value)
    {
        ToolRun run = await ToolRun.InProcess("networks", "bench", "landmarks-68", option, value);
        Assert.AreEqual(2, run.ExitCode);
        StringAssert.Contains(run.Error, option);
    }
}
