namespace FaceML.Cli.Tests.Fitting;

[TestClass]
public sealed class FitCommandTests
{
    private static readonly string A = TestData.Samples[0], SamePerson = TestData.Samples[2];

    [TestMethod]
    public async Task the_shipped_threshold_makes_a_pipeline_without_pairs_that_verifies_as_verify_does()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("verifier.faceml");

        ToolRun fit = await ToolRun.InProcess("fit", "--shipped", "--out", file);
        ToolRun saved = await ToolRun.InProcess("verify", A, SamePerson, "--model", file), direct =
            await ToolRun.InProcess("verify", A, SamePerson);

        Assert.AreEqual(0, fit.ExitCode, fit.Error);
        StringAssert.Contains(fit.Output, "at most 1 in 10,000 pairs of different people match");
        StringAssert.Contains(fit.Error, "'faceml calibrate --model verifier.faceml' makes one about yours");
        Assert.AreEqual(0, saved.ExitCode, saved.Error);
        Assert.AreEqual(direct.Output, saved.Output);
    }

    [TestMethod]
    public async Task another_rate_and_preset_of_the_shipped_calibrations_are_taken()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("verifier.faceml");

        ToolRun fit = await ToolRun.InProcess("fit", "--shipped", "--max-fmr", "1e-5", "--preset", "fast", "--out", file);
        ToolRun run = await ToolRun.InProcess("verify", A, SamePerson, "--model", file, "--json");

        Assert.AreEqual(0, fit.ExitCode, fit.Error);
        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.AreEqual(0.4829899, json.GetProperty("threshold").GetDouble(), 1e-7, "docs/calibration.md, preset fast");
        StringAssert.Contains(json.GetProperty("promise").GetString(), "at most 1 in 100,000");
        StringAssert.Contains(json.GetProperty("population").GetString(), "Labeled Faces in the Wild");
    }

    [TestMethod]
    public async Task what_the_shipped_calibration_does_not_hold_is_refused_and_what_it_holds_is_named()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("verifier.faceml");

        ToolRun rate = await ToolRun.InProcess("fit", "--shipped", "--max-fmr", "0.02", "--out", file);
        ToolRun recipe = await ToolRun.InProcess("fit", "--shipped", "--preset", "fast", "--embedder", "landmarks-68", "--out", file);

        Assert.AreEqual(2, rate.ExitCode);
        StringAssert.Contains(rate.Error, "(0.01, 0.001, 0.0001, 0.00001); it is 0.02.");
        Assert.AreEqual(2, recipe.ExitCode);
        StringAssert.Contains(recipe.Error, "No calibration comes with FaceML for ultraface-rfb320, landmarks-68, landmarks-68");
        Assert.IsFalse(File.Exists(file));
    }

    [TestMethod]
    public async Task pairs_and_images_or_the_shipped_threshold_are_asked_for()
    {
        ToolRun neither = await ToolRun.InProcess("fit", "--out", "x.faceml"), half =
            await ToolRun.InProcess("fit", "--pairs", "pairs.txt", "--out", "x.faceml");
        ToolRun both = await ToolRun.InProcess("fit", "--shipped", "--pairs", "pairs.txt", "--confidence", "0.9", "--out", "x.faceml");

        Assert.AreEqual((2, 2, 2), (neither.ExitCode, half.ExitCode, both.ExitCode));
        StringAssert.Contains(neither.Error, "Give --pairs and --images to fit a threshold to your own pairs, or --shipped");
        StringAssert.Contains(half.Error, "Give --pairs and --images");
        StringAssert.Contains(both.Error, "goes without --pairs, --confidence");
    }

    [TestMethod]
    public async Task a_rate_outside_its_range_is_said_before_what_else_is_missing()
    {
        ToolRun run = await ToolRun.InProcess("fit", "--max-fmr", "2", "--out", "x.faceml");

        Assert.AreEqual(2, run.ExitCode);
        StringAssert.StartsWith(run.Error, "error: --max-fmr must lie between 0 and 1; it is 2.");
    }

    [TestMethod]
    public async Task a_fitted_promise_says_whose_it_is()
    {
        using var folder = new TemporaryFolder();
        string images = Path.GetDirectoryName(A)!, file = folder.File("verifier.faceml");
        // The largest faces of the first and the third image are one woman's, all others' are other people's.
        string pairs = folder.File("pairs.txt", string.Join('\n',
            from i in Enumerable.Range(1, 6)
            from j in Enumerable.Range(
                i + 1, 6 - i)
            select $"sample{i}.jpg\tsample{j}.jpg\t{((i, j) == (1, 3) ? "same" : "different")}"));

        ToolRun named = await ToolRun.InProcess(
            "fit", "--pairs", pairs, "--images", images, "--max-fmr", "0.4", "--population", "a few guests", "--out", file);
        ToolRun verify = await ToolRun.InProcess("verify", A, SamePerson, "--model", file);

        Assert.AreEqual(0, named.ExitCode, named.Error);
        StringAssert.Contains(verify.Lines[2],
            "at most 40 % of the pairs of different people match, with 95 % confidence, measured on 14 pairs of a few guests whose "
                + "people are not known.");
    }
}
