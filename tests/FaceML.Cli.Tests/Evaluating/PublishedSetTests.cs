namespace FaceML.Cli.Tests.Evaluating;

/// <summary>evaluate and compare on folders in the layout of the published sets.</summary>
[TestClass]
public sealed class PublishedSetTests
{
    private static readonly PublishedSet Set = new(TestData.Samples[0], TestData.Samples[2], TestData.Samples[1]);

    private static TemporaryFolder folder = null!;

    private static string model = "";

    [ClassInitialize]
    public static async Task Fit(TestContext _)
    {
        folder = new TemporaryFolder();
        model = folder.File("model.faceml");
        ToolRun run = await ToolRun.InProcess("fit", "--shipped", "--out", model);
        Assert.AreEqual(0, run.ExitCode, run.Error);
    }

    [ClassCleanup]
    public static void Remove() => folder.Dispose();

    [TestMethod]
    [DataRow("cfp-fp", 7000, "; 2 people are in several folds")]
    [DataRow("calfw", 6000, "; 2 people are in several folds")]
    [DataRow("CPLFW", 6000, "; 2 people are in several folds")]
    [DataRow("agedb", 6000, "")]
    [DataRow("bin", 40, "")]
    public async Task every_protocol_is_measured_over_its_folds(string protocol, int pairs, string shared)
    {
        using var own = new TemporaryFolder();
        string data = protocol switch
        {
            "cfp-fp" => Set.Cfp(own),
            "calfw" => Set.Calfw(own),
            "CPLFW" => Set.Cplfw(own),
            "agedb" => Set.Bin(own, "agedb_30.bin", 300),
            _ => Set.Bin(own, "small.bin", 2),
        };
        string json = own.File("report.json"), page = own.File("report.html");

        ToolRun run = await ToolRun.InProcess("evaluate", "--model", model, "--protocol", protocol, "--data", data, "--replicates", "20",
            "--json", json, "--report", page);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        using var report = JsonDocument.Parse(File.ReadAllText(json));
        Assert.AreEqual(pairs / 2, report.RootElement.GetProperty("genuineComparisons").GetInt32());
        StringAssert.Contains(report.RootElement.GetProperty("description").GetString(),
            $"Protocol {protocol.ToLowerInvariant()}, {pairs:N0} pairs{shared}.");
        StringAssert.Contains(run.Output, "ccuracy");
        StringAssert.Contains(File.ReadAllText(page), "data:image/jpeg;base64,");
    }

    [TestMethod]
    public async Task an_unknown_protocol_is_told_the_known_ones()
    {
        ToolRun run = await ToolRun.InProcess("evaluate", "--model", model, "--protocol", "lfw2", "--data", folder.Path);

        Assert.AreEqual(2, run.ExitCode);
        StringAssert.Contains(
            run.Error, "--protocol must be one of lfw, cfp-fp, agedb, calfw, cplfw, bin, folders, pairs; it is lfw2.");
    }

    [TestMethod]
    [DataRow("agedb", "agedb_30.bin")]
    [DataRow("calfw", "pairs_CALFW.txt")]
    [DataRow("cfp-fp", "Protocol")]
    [DataRow("lfw", "pairs.txt")]
    [DataRow("bin", "is a folder")]
    [DataRow("pairs", "--pairs FILE")]
    public async Task what_a_folder_lacks_is_named(string protocol, string named)
    {
        using var own = new TemporaryFolder();
        ToolRun run = await ToolRun.InProcess("compare", model, model, "--protocol", protocol, "--data", own.Path);

        Assert.AreEqual(2, run.ExitCode);
        StringAssert.Contains(run.Error, named);
    }
}
