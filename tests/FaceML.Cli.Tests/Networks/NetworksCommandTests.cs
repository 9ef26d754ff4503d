namespace FaceML.Cli.Tests.Networks;

[TestClass]
public sealed class NetworksCommandTests
{
    [TestMethod]
    public async Task ListTellsKindStateAndTerms()
    {
        ToolRun run = await ToolRun.InProcess("networks", "list");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        string[] detector = run.Lines.Single(line => line.StartsWith("ultraface-rfb320\t", StringComparison.Ordinal)).Split('\t');
        CollectionAssert.AreEqual((string[])["ultraface-rfb320", "Detector", "1.2 MB", "Ready", "MIT", "nothing is stated about the weights"], detector);
    }

    [TestMethod]
    public async Task CheckFindsAChangedByte()
    {
        using var folder = new TemporaryFolder();
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "networks"), "*", SearchOption.TopDirectoryOnly))
        {
            folder.Copy(file, Path.GetFileName(file));
        }

        string network = Path.Combine(folder.Path, "fr_landmark.onnx");
        byte[] bytes = File.ReadAllBytes(network);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(network, bytes);

        ToolRun run = await ToolRun.AsProcess(new Dictionary<string, string> { ["FACEML_NETWORKS"] = folder.Path }, "networks", "check");

        Assert.AreEqual(1, run.ExitCode, run.Error);
        StringAssert.Contains(run.Lines.Single(line => line.StartsWith("landmarks-68\t", StringComparison.Ordinal)), "Different");
        Assert.AreEqual(2, run.Lines.Count(line => line.Contains("\tReady\t", StringComparison.Ordinal)));
    }
}
