using FaceML.Networks;

namespace FaceML.Cli.Tests.NetworkTraining;

/// <summary>The commands that train networks, on a few faces of LFW: what they write, refuse and leave behind.</summary>
[TestClass]
public sealed class NetworkTrainingCommandTests
{
    private const int Images = 3;

    [TestMethod]
    public async Task fine_tuned_the_network_is_written_with_its_card_and_embeds_by_its_name()
    {
        using var folder = new TemporaryFolder();
        string data = People(folder, 8), network = folder.File("out/mine.onnx"), page = folder.File("report.html");

        ToolRun run = await Tool(
            folder, "finetune", "--data", data, "--out", network, "--report", page, "--epochs", "1", "--batch", "8", "--shift", "pixels-24",
            "--minutes", "0.1");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        NetworkCard card = NetworkCard.Load(Path.ChangeExtension(network, ".json"));
        Assert.AreEqual(("mine", "faceplugin-512"), (card.Name, card.Lineage!.Parent));
        Assert.IsTrue(card.Measured.Any(f => f.What.Contains("difference, 95", StringComparison.Ordinal)));
        // Eight people are told apart without an error before and after.
        string[] verdicts = ["not separable from zero", "as it came", "head alone behind it"];
        Assert.IsTrue(verdicts.Any(v => run.Output.Contains(v, StringComparison.Ordinal)), run.Output);
        StringAssert.Contains(run.Error, "tried learning rate 0.0001, teacher weight 5, frozen up to ");
        StringAssert.Contains(run.Error, "epoch 0: before training, on people held out ");
        StringAssert.Contains(await File.ReadAllTextAsync(page), "<svg");
        string installed = Path.Combine(folder.Path, "installed");
        ToolRun added = await ToolRun.InProcess(
            "networks", "add", network, "--card", Path.ChangeExtension(network, ".json"), "--into", installed);
        Assert.AreEqual(0, added.ExitCode, added.Error);
        ToolRun embedded = await ToolRun.AsProcess(new Dictionary<string, string> { [NetworkCatalog.EnvironmentVariable] = installed },
            "embed", TestData.Samples[0], "--embedder", "mine", "--out", folder.File("vectors.jsonl"));
        Assert.AreEqual(0, embedded.ExitCode, embedded.Error);
    }

    [TestMethod]
    public async Task trained_from_nothing_and_distilled_both_are_networks()
    {
        using var folder = new TemporaryFolder();
        string data = People(folder, 6), trained = folder.File("trained.onnx"), student = folder.File("student.onnx");

        ToolRun first = await Tool(folder, "train-network", "--architecture", "siamese", "--attention", "se", "--data", data, "--out",
            trained, "--epochs", "1", "--batch", "8");
        ToolRun second = await Tool(
            folder, "distill", "--teacher", "fast", "--data", data, "--out", student, "--epochs", "1", "--batch", "8", "--length", "64");

        Assert.AreEqual(0, first.ExitCode, first.Error);
        StringAssert.Contains(first.Output, "against Eigenfaces, EER");
        Assert.AreEqual(0, second.ExitCode, second.Error);
        StringAssert.Contains(second.Output, "correlate with those of fast");
        Assert.AreEqual(128, NetworkCard.Load(Path.ChangeExtension(trained, ".json")).Embedding!.Length);
        Assert.AreEqual(64, NetworkCard.Load(Path.ChangeExtension(student, ".json")).Embedding!.Length);
    }

    [TestMethod]
    public async Task of_two_processes_on_one_output_one_wins_and_nothing_is_corrupt()
    {
        using var folder = new TemporaryFolder();
        string data = People(folder, 6), network = folder.File("out/mine.onnx");
        string[] Arguments(string seed) =>
            ["train-network", "--data", data, "--out", network, "--epochs", "1", "--batch", "8", "--seed", seed, "--cache",
            Path.Combine(folder.Path, "cache")];

        ToolRun[] runs = await Task.WhenAll(ToolRun.AsProcess(new Dictionary<string, string>(), Arguments("1")),
            ToolRun.AsProcess(new Dictionary<string, string>(), Arguments("2")));

        // Either one was refused because the other held the file, or they came one after the other and the later one wins.
        Assert.Contains(0, runs.Select(r => r.ExitCode));
        foreach (ToolRun refused in runs.Where(r => r.ExitCode != 0))
        {
            StringAssert.Contains(refused.Error, "is being written by another run");
        }

        string card = Path.ChangeExtension(network, ".json");
        CollectionAssert.AreEquivalent(new[] { network, card }, Directory.GetFiles(Path.GetDirectoryName(network)!));
        OnnxNetwork.Load(NetworkCard.Load(card), network).Dispose();
    }

    [TestMethod]
    public async Task killed_in_the_middle_and_started_again_the_network_has_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        string data = People(folder, 6), start = folder.File("start/small.onnx"), whole = folder.File("whole/mine.onnx"), killed =
            folder.File("killed/mine.onnx"), checkpoint = folder.File("run.checkpoint");
        // A small network: the epochs of the default one take seconds.
        ToolRun small = await Tool(folder, "train-network", "--data", data, "--out", start, "--epochs", "1", "--batch", "8");
        Assert.AreEqual(0, small.ExitCode, small.Error);
        // Nobody is held out: the last epoch is kept, so a run that did not learn all of it gives another network.
        string[] Arguments(string network, params string[] more) =>
            ["finetune", "--network", start, "--data", data, "--out", network, "--cache", Path.Combine(folder.Path, "cache"),
                "--validation-share", "0", "--epochs", "10", "--batch", "8", .. more];
        var environment = new Dictionary<string, string>();
        ToolRun uninterrupted = await ToolRun.AsProcess(environment, Arguments(whole));
        Assert.AreEqual(0, uninterrupted.ExitCode, uninterrupted.Error);

        using (Process process = ToolRun.Start(Arguments(killed, "--checkpoint", checkpoint)))
        {
            // Two epochs are behind it, so the third is under way.
            string? line = await process.StandardError.ReadLineAsync();
            while (line?.StartsWith("epoch 2:", StringComparison.Ordinal) == false)
            {
                line = await process.StandardError.ReadLineAsync();
            }

            process.Kill();
            await process.WaitForExitAsync();
            Assert.AreNotEqual(0, process.ExitCode, "It ended before it could be killed.");
        }

        Assert.IsFalse(File.Exists(killed));
        ToolRun resumed = await ToolRun.AsProcess(environment, Arguments(killed, "--checkpoint", checkpoint));

        Assert.AreEqual(0, resumed.ExitCode, resumed.Error);
        Assert.DoesNotContain("epoch 1:", resumed.Error);
        StringAssert.Contains(resumed.Error, "epoch 10:");
        CollectionAssert.AreEqual(File.ReadAllBytes(whole), File.ReadAllBytes(killed));
        CollectionAssert.AreNotEqual(File.ReadAllBytes(start), File.ReadAllBytes(killed));
    }

    [TestMethod]
    public async Task what_cannot_be_is_said_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        string data = People(folder, 6), network = folder.File("mine.onnx");
        async Task Refused(string expected, params string[] more)
        {
            ToolRun run = await Tool(folder, ["finetune", "--data", data, "--out", network, .. more]);
            Assert.AreEqual(2, run.ExitCode, run.Output);
            StringAssert.Contains(run.Error, expected);
        }

        await Refused("no value 'nowhere'", "--freeze", "nowhere");
        await Refused("--test-share must lie between 0 and 1", "--test-share", "1.5");
        await Refused("--validation-share must be at least 0 and below 1", "--validation-share", "1");
        await Refused("--max-loss must be at least 0 and below 1", "--max-loss", "-0.1");
        await Refused("There is no file", "--network", "absent.onnx");
        await Refused("it is not installed", "--network", "absent");
        Directory.CreateDirectory(Path.Combine(data, "Somebody Alone"));
        File.Copy(TestData.Samples[0], Path.Combine(data, "Somebody Alone", "one.jpg"));
        await Refused("Somebody Alone");
        Assert.IsFalse(File.Exists(network) || File.Exists(Path.ChangeExtension(network, ".json")) || File.Exists(network + ".lock"));
    }

    private static Task<ToolRun> Tool(TemporaryFolder folder, params string[] arguments) =>
        ToolRun.InProcess([.. arguments, "--cache", Path.Combine(folder.Path, "cache")]);

    private static string People(TemporaryFolder folder, int count)
    {
        string data = Path.Combine(folder.Path, "people");
        foreach (string person in Directory.EnumerateDirectories(TestData.DataSet("lfw-deepfunneled")).Order(StringComparer.Ordinal)
            .Where(d => Directory.GetFiles(d).Length >= Images).Take(count))
        {
            string target = Directory.CreateDirectory(Path.Combine(data, Path.GetFileName(person))).FullName;
            foreach (string file in Directory.GetFiles(person).Order(StringComparer.Ordinal).Take(Images))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }

        return data;
    }
}
