namespace FaceML.Cli.Tests.Networks;

[TestClass]
public sealed class NetworkAddCommandTests
{
    private static readonly string Beside = Path.Combine(AppContext.BaseDirectory, "networks");

    [TestMethod]
    public async Task a_file_is_inspected_added_shown_and_removed()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(Beside, "fr_detect.onnx");

        ToolRun inspect = await ToolRun.InProcess("networks", "inspect", file);
        Assert.AreEqual(0, inspect.ExitCode, inspect.Error);
        StringAssert.Contains(inspect.Output, "\"family\": \"ultraface\"");

        ToolRun add = await ToolRun.InProcess("networks", "add", file, "--name", "mine", "--into", folder.Path);
        Assert.AreEqual(0, add.ExitCode, add.Error);
        StringAssert.Contains(add.Error, "nothing is stated about the weights");
        CollectionAssert.AreEquivalent((string[])["mine.json", "mine.onnx"], Directory.GetFileSystemEntries(folder.Path)
            .Select(Path.GetFileName).ToArray());

        var environment = new Dictionary<string, string> { ["FACEML_NETWORKS"] = folder.Path };
        ToolRun show = await ToolRun.AsProcess(environment, "networks", "show", "mine");
        StringAssert.Contains(show.Output, "mine.onnx");
        ToolRun remove = await ToolRun.AsProcess(environment, "networks", "remove", "mine");
        Assert.AreEqual(0, remove.ExitCode, remove.Error);
        Assert.AreEqual(0, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    public async Task a_network_of_the_restore_is_converted_by_name()
    {
        using var folder = new TemporaryFolder();
        ToolRun add = await ToolRun.InProcess("networks", "add", "mobilefacenet-192", "--into", folder.Path);
        Assert.AreEqual(0, add.ExitCode, add.Error);
        Assert.IsTrue(File.Exists(Path.Combine(folder.Path, "mobilefacenet-192.onnx")));
    }

    [TestMethod]
    public async Task what_is_no_network_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        ToolRun add = await ToolRun.InProcess(
            "networks", "add", folder.File("evil.onnx", "not a network"), "--into", Path.Combine(folder.Path, "to"));
        Assert.AreEqual(2, add.ExitCode);
        StringAssert.Contains(add.Error, "refused");
        Assert.IsFalse(Directory.Exists(Path.Combine(folder.Path, "to")));
    }

    [TestMethod]
    public async Task what_came_with_the_application_is_not_removed()
    {
        ToolRun remove = await ToolRun.InProcess("networks", "remove", "ultraface-rfb320");
        Assert.AreEqual(2, remove.ExitCode);
        Assert.IsTrue(File.Exists(Path.Combine(Beside, "fr_detect.onnx")));
    }

    [TestMethod]
    public async Task the_commercial_profile_names_what_it_refuses()
    {
        ToolRun check = await ToolRun.InProcess("networks", "check", "--profile", "Commercial");
        Assert.AreEqual(1, check.ExitCode, check.Error);
        StringAssert.Contains(check.Lines.Single(line => line.StartsWith("faceplugin-512\t", StringComparison.Ordinal)), "Refused");

        ToolRun detect = await ToolRun.InProcess("detect", TestData.Samples[0], "--profile", "commercial");
        Assert.AreEqual(2, detect.ExitCode);
        Refuses(detect, "ultraface-rfb320", "landmarks-68");

        // By the option, and by the environment.
        Refuses(await ToolRun.InProcess("verify", TestData.Samples[0], TestData.Samples[1], "--profile", "commercial"), "ultraface-rfb320",
            "landmarks-68", "faceplugin-512");
        Refuses(await ToolRun.AsProcess(new Dictionary<string, string> { ["FACEML_PROFILE"] = "commercial" }, "verify", TestData.Samples[0],
            TestData.Samples[1]), "ultraface-rfb320", "landmarks-68", "faceplugin-512");
    }

    private static void Refuses(ToolRun run, params string[] networks)
    {
        Assert.AreEqual(2, run.ExitCode, run.Output);
        foreach (string network in networks)
        {
            StringAssert.Contains(run.Error, $"{network} (package MIT; nothing is stated about the weights");
        }
    }

    [TestMethod]
    public async Task a_known_network_is_shown_though_it_is_not_installed()
    {
        ToolRun show = await ToolRun.InProcess("networks", "show", "sface-2021dec");
        Assert.AreEqual(0, show.ExitCode, show.Error);
        StringAssert.Contains(show.Output, "0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79");
    }
}
