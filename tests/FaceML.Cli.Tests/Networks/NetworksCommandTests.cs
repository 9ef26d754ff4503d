namespace FaceML.Cli.Tests.Networks;

[TestClass]
public sealed class NetworksCommandTests
{
    [TestMethod]
    public async Task list_tells_kind_state_and_terms()
    {
        ToolRun run = await ToolRun.InProcess("networks", "list");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        string[] detector = run.Lines.Single(line => line.StartsWith("ultraface-rfb320\t", StringComparison.Ordinal)).Split('\t');
        CollectionAssert.AreEqual((string[])["ultraface-rfb320", "Detector", "1.2 MB", "Ready", "MIT", "not stated"], detector);
    }

    [TestMethod]
    public async Task show_is_readable_in_lines_and_as_json()
    {
        ToolRun lines = await ToolRun.InProcess("networks", "show", "faceplugin-512");
        Assert.AreEqual(0, lines.ExitCode, lines.Error);
        StringAssert.Contains(lines.Output, "PReLU on 112×112 aligned faces");
        StringAssert.Contains(lines.Output, "112×112, BGR, NCHW, (x − 127) × 0.007813, batch freed");
        StringAssert.Contains(lines.Output, "commercial use not stated");

        ToolRun json = await ToolRun.InProcess("networks", "show", "faceplugin-512", "--json");
        StringAssert.Contains(json.Output, "PReLU on 112×112 aligned faces");
        StringAssert.Contains(json.Output, "\"mean\": [127, 127, 127]");
        Assert.IsFalse(json.Output.Contains("\\u", StringComparison.Ordinal), json.Output);
        Assert.AreEqual("faceplugin-512", FaceML.Networks.NetworkCard.Parse(System.Text.Encoding.UTF8.GetBytes(json.Output)).Name);
    }

    [TestMethod]
    public async Task check_finds_a_changed_byte()
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
        Assert.AreEqual(3, run.Lines.Count(line => line.Contains("\tReady\t", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task check_names_a_wrong_alignment_and_says_what_a_few_people_do_not_tell()
    {
        using var folder = new TemporaryFolder();
        string networks = Directory.CreateDirectory(Path.Combine(folder.Path, "networks")).FullName, people =
            Directory.CreateDirectory(Path.Combine(folder.Path, "people")).FullName;
        FaceML.Networks.NetworkEntry right = FaceML.Networks.NetworkCatalog.Default().Find("faceplugin-512");
        FaceML.Networks.NetworkInstaller.Install(
            right.Card with { Name = "mine", Embedding = right.Card.Embedding! with { Template = "dlib-150" } }, [right.Path], networks);
        foreach (string person in Directory.GetDirectories(TestData.DataSet("lfw-deepfunneled")).Order(StringComparer.Ordinal)
            .Where(person => Directory.GetFiles(person).Length is 3 or 4).Take(12))
        {
            Directory.CreateSymbolicLink(Path.Combine(people, Path.GetFileName(person)), person);
        }

        var environment = new Dictionary<string, string> { ["FACEML_NETWORKS"] = networks };
        ToolRun wrong = await ToolRun.AsProcess(environment, "networks", "check", "mine", "--data", people);
        Assert.AreEqual(1, wrong.ExitCode, wrong.Error);
        StringAssert.Contains(wrong.Error, "mine: its card is likely wrong in the template: shown as arcface-112");

        ToolRun fine = await ToolRun.AsProcess(environment, "networks", "check", "faceplugin-512", "--data", people);
        Assert.AreEqual(0, fine.ExitCode, fine.Error);
        StringAssert.Contains(fine.Error, "12 people do not tell whether these would be better");
    }
}
