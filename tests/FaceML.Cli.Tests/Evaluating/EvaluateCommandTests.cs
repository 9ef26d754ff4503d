namespace FaceML.Cli.Tests.Evaluating;

/// <summary>evaluate, compare and calibrate on a few people of LFW, with a pipeline that fit saved.</summary>
[TestClass]
public sealed class EvaluateCommandTests
{
    private const int People = 8;

    private static TemporaryFolder folder = null!;

    private static string faces = "", pairs = "", model = "";

    [ClassInitialize]
    public static async Task Fit(TestContext _)
    {
        folder = new TemporaryFolder();
        faces = TestData.DataSet("lfw-deepfunneled");
        pairs = folder.File("pairs.tsv", string.Join('\n', Pairs("same", "different")));
        model = folder.File("model.faceml");
        ToolRun run = await ToolRun.InProcess(
            "fit", "--pairs", pairs, "--images", faces, "--max-fmr", "0.5", "--confidence", "0.5", "--out", model);
        Assert.AreEqual(0, run.ExitCode, run.Error);
    }

    [ClassCleanup]
    public static void Remove() => folder.Dispose();

    [TestMethod]
    public async Task every_figure_is_printed_and_written()
    {
        string page = folder.File("out/report.html"), json = folder.File("out/report.json");
        string groups = folder.File(
            "groups.tsv", string.Join('\n', Names().Select((n, i) => $"{n}\t{(i < People / 2 ? "first" : "second")}")));
        ToolRun run = await ToolRun.InProcess("evaluate", "--model", model, "--protocol", "pairs", "--data", faces, "--pairs", pairs,
            "--groups", groups, "--all-pairs", "--report", page, "--json", json, "--replicates", "50");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        foreach (string expected in (string[])["EER", "FNMR", "Cllr", "promise: FMR ≤", "first", "second",
            $"{People} genuine and {2 * People * (2 * People - 2) / 2} impostor comparisons", "FNIR at FPIR", "GARBE",
            "gallery\tthreshold"])
        {
            StringAssert.Contains(run.Output, expected);
        }

        StringAssert.Contains(File.ReadAllText(page), "<svg");
        using var report = JsonDocument.Parse(File.ReadAllText(json));
        Assert.AreEqual(People, report.RootElement.GetProperty("genuineComparisons").GetInt32());
        Assert.AreEqual(People, report.RootElement.GetProperty("identities").GetInt32());
    }

    [TestMethod]
    public async Task folders_are_evaluated_without_a_pairs_file()
    {
        using var own = new TemporaryFolder();
        foreach (string name in Names().Take(3))
        {
            foreach (string image in Images(name))
            {
                own.Copy(Path.Combine(faces, image), image);
            }
        }

        ToolRun run = await ToolRun.InProcess(
            "evaluate", "--model", model, "--protocol", "folders", "--data", own.Path, "--replicates", "50");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "AUC");
    }

    [TestMethod]
    public async Task a_gate_that_is_not_passed_is_exit_code_one()
    {
        // Labels the wrong way round: every false non-match rate is then high.
        string wrong = folder.File("wrong.tsv", string.Join('\n', Pairs("different", "same")));
        string[] arguments = ["evaluate", "--model", model, "--protocol", "pairs", "--data", faces, "--pairs", wrong, "--replicates", "50"];

        Assert.AreEqual(0, (await ToolRun.InProcess(arguments)).ExitCode);
        ToolRun gated = await ToolRun.InProcess([.. arguments, "--gate-fnmr", "0.05"]);

        Assert.AreEqual(1, gated.ExitCode, gated.Error);
        StringAssert.Contains(gated.Error, "gate: all: FNMR");
    }

    [TestMethod]
    public async Task missing_images_and_lines_that_are_no_pairs_are_named_and_nothing_is_written()
    {
        foreach ((string text, string named) in ((string, string)[])[("nobody/1.jpg\tnobody/2.jpg\tsame", "nobody/1.jpg"),
            ("a/1.jpg\tb/1.jpg\tperhaps", "bad.tsv"), ("", "no pair")])
        {
            string bad = folder.File("bad.tsv", text), json = folder.File("bad.json");
            ToolRun run = await ToolRun.InProcess(
                "evaluate", "--model", model, "--protocol", "pairs", "--data", faces, "--pairs", bad, "--json", json);

            Assert.AreEqual(2, run.ExitCode, text);
            StringAssert.Contains(run.Error, named);
            Assert.IsFalse(File.Exists(json));
        }
    }

    [TestMethod]
    public async Task every_kind_of_bad_pairs_is_named_with_its_line_and_nothing_is_written()
    {
        string[] names = [.. Names()], a = Images(names[0]), b = Images(names[1]), c = Images(names[2]);
        foreach ((string what, string text, string named) in ((string, string, string)[])
        [
            ("one class", $"{a[0]}\t{a[1]}\tsame\n{b[0]}\t{b[1]}\tsame", "no impostor (non-mated) comparison"),
            ("a row twice", $"{a[0]}\t{a[1]}\tsame\n{a[1]}\t{a[0]}\tsame", "bad.tsv(2)"),
            ("no label", $"{a[0]}\t{a[1]}\tsame\n{a[0]}\t{b[0]}", "bad.tsv(2)"),
            ("outside of the folder", $"../{a[0]}\t{a[1]}\tsame", "bad.tsv(1)"),
            ("somebody in two folds",
                $"{a[0]}\t{a[1]}\tsame\t0\n{a[0]}\t{b[0]}\tdifferent\t0\n{c[0]}\t{c[1]}\tsame\t1\n{b[1]}\t{c[0]}\tdifferent\t1",
                $"folds of the split: {names[1]}"),
        ])
        {
            string bad = folder.File("bad.tsv", text), json = folder.File("bad.json"), page = folder.File("bad.html"), other =
                folder.File("bad.faceml");
            foreach (string[] command in (string[][])
            [
                ["evaluate", "--model", model, "--protocol", "pairs", "--data", faces, "--pairs", bad, "--json", json, "--report", page,
                    "--replicates", "20"],
                ["calibrate", "--model", model, "--pairs", bad, "--images", faces, "--max-fmr", "0.5", "--confidence", "0.5", "--out",
                    other],
                ["compare", model, model, "--protocol", "pairs", "--data", faces, "--pairs", bad, "--replicates", "20"],
            ])
            {
                ToolRun run = await ToolRun.InProcess(command);
                Assert.AreEqual(2, run.ExitCode, $"{what}: {command[0]}: {run.Output}");
                StringAssert.Contains(run.Error, named, $"{what}: {command[0]}");
                Assert.IsFalse(File.Exists(json) || File.Exists(page) || File.Exists(other), what);
            }
        }
    }

    [TestMethod]
    [DataRow("evaluate")]
    [DataRow("calibrate")]
    [DataRow("compare")]
    [DataRow("fit")]
    public async Task stopped_in_the_middle_the_tool_says_so_and_leaves_nothing_behind(string command)
    {
        using var own = new TemporaryFolder();
        string[] names = [.. Directory.GetDirectories(faces).Order(StringComparer.Ordinal).Select(d => Path.GetFileName(d)!).Take(600)];
        string many = folder.File(
            "many.tsv", string.Join('\n', names.Zip(names.Skip(1), (x, y) => $"{Images(x)[0]}\t{Images(y)[0]}\tdifferent")));
        string[] arguments = command switch
        {
            "evaluate" => ["--model", model, "--protocol", "pairs", "--data", faces, "--pairs", many, "--json",
                Path.Combine(own.Path, "a.json"), "--report", Path.Combine(own.Path, "a.html")],
            "calibrate" => ["--model", model, "--pairs", many, "--images", faces, "--out", Path.Combine(own.Path, "a.faceml")],
            "compare" => [model, model, "--protocol", "pairs", "--data", faces, "--pairs", many],
            _ => ["--pairs", many, "--images", faces, "--out", Path.Combine(own.Path, "a.faceml")],
        };
        using CancellationTokenSource stop = new(TimeSpan.FromSeconds(1));
        ToolRun run = await ToolRun.Cancelled(stop.Token, [command, .. arguments]);

        Assert.AreEqual(130, run.ExitCode, run.Error);
        StringAssert.Contains(run.Error, "Stopped.");
        Assert.AreEqual("", run.Output);
        Assert.AreEqual(0, Directory.GetFileSystemEntries(own.Path).Length);
    }

    [TestMethod]
    public async Task CtrlC_ends_a_computing_process_cleanly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Signals are sent with kill.");
        }

        using var own = new TemporaryFolder();
        string[] names = [.. Directory.GetDirectories(faces).Order(StringComparer.Ordinal).Select(d => Path.GetFileName(d)!).Take(2000)];
        string many = folder.File(
            "many.tsv", string.Join('\n', names.Zip(names.Skip(1), (x, y) => $"{Images(x)[0]}\t{Images(y)[0]}\tdifferent")));
        ToolRun run = await ToolRun.Interrupted(TimeSpan.FromSeconds(4), "evaluate", "--model", model, "--protocol", "pairs", "--data",
            faces, "--pairs", many, "--json", Path.Combine(own.Path, "a.json"));

        Assert.AreEqual(130, run.ExitCode, run.Error);
        StringAssert.Contains(run.Error, "Stopped.");
        Assert.AreEqual(0, Directory.GetFileSystemEntries(own.Path).Length);
    }

    [TestMethod]
    public async Task a_model_is_not_separable_from_itself()
    {
        ToolRun run = await ToolRun.InProcess(
            "compare", model, model, "--protocol", "pairs", "--data", faces, "--pairs", pairs, "--replicates", "50");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "not separable on these comparisons");
        StringAssert.Contains(run.Output, "McNemar p = 1");
    }

    [TestMethod]
    public async Task calibrate_keeps_the_scores_and_fits_another_threshold()
    {
        string other = folder.File("other.faceml");
        ToolRun run = await ToolRun.InProcess("calibrate", "--model", model, "--pairs", pairs, "--images", faces, "--max-fmr", "0.6",
            "--confidence", "0.5", "--prior", "0.01", "--out", other);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        string[] names = [.. Names()];
        string[] two = [.. Images(names[0]).Select(p => Path.Combine(faces, p))];
        using JsonDocument before = await Verify(model, two), after = await Verify(other, two);
        Assert.AreEqual(before.RootElement.GetProperty("score").GetSingle(), after.RootElement.GetProperty("score").GetSingle());
        Assert.AreEqual(0.01, after.RootElement.GetProperty("prior").GetDouble());
        Assert.IsLessThan(before.RootElement.GetProperty("probability").GetDouble(),
            after.RootElement.GetProperty("probability").GetDouble());
    }

    [TestMethod]
    public async Task calibrate_refuses_what_the_pairs_cannot_support_and_writes_nothing()
    {
        string none = folder.File("none.faceml");
        ToolRun run = await ToolRun.InProcess(
            "calibrate", "--model", model, "--pairs", pairs, "--images", faces, "--max-fmr", "0.0001", "--out", none);

        Assert.AreEqual(2, run.ExitCode);
        StringAssert.Contains(run.Error, "independent impostor pairs");
        Assert.IsFalse(File.Exists(none));
    }

    private static async Task<JsonDocument> Verify(string file, string[] images) =>
        JsonDocument.Parse((await ToolRun.InProcess("verify", images[0], images[1], "--model", file, "--json")).Output);

    private static IEnumerable<string> Names() => Directory.GetDirectories(faces).Order(StringComparer.Ordinal)
        .Where(d => Directory.GetFiles(d).Length >= 2).Take(People).Select(d => Path.GetFileName(d)!);

    private static string[] Images(string name) =>
        [.. Directory.GetFiles(Path.Combine(faces, name)).Order(StringComparer.Ordinal).Take(2)
        .Select(f => $"{name}/{Path.GetFileName(f)}")];

    private static IEnumerable<string> Pairs(string genuine, string impostor)
    {
        string[] names = [.. Names()];
        for (int i = 0; i < names.Length; i++)
        {
            string[] own = Images(names[i]);
            yield return $"{own[0]}\t{own[1]}\t{genuine}";
            yield return $"{own[0]}\t{Images(names[(i + 1) % names.Length])[0]}\t{impostor}";
        }
    }
}
