using System.Globalization;

namespace FaceML.Cli.Tests.Quickstart;

[TestClass]
public sealed partial class QuickstartCommandTests
{
    private static readonly TemporaryFolder Folder = new();
    private static ToolRun run = null!;
    private static string page = "";

    [ClassInitialize]
    public static async Task Run(TestContext _)
    {
        run = await ToolRun.InProcess("quickstart", "--out", Folder.Path);
        page = run.ExitCode == 0 ? await File.ReadAllTextAsync(Path.Combine(Folder.Path, "index.html")) : "";
    }

    [ClassCleanup]
    public static void Remove() => Folder.Dispose();

    [TestMethod]
    public void every_step_is_said()
    {
        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.AreEqual("found, refused, decides, saved, served, look", string.Join(", ", run.Lines.Select(line => line.Split(' ')[0])));
        StringAssert.Contains(run.Output, "22 faces in 6 images");
    }

    [TestMethod]
    public void the_shipped_threshold_decides_and_its_promise_is_the_first_thing_on_the_page()
    {
        string promise = FaceML.Calibration.RecipeCalibration.Find(new FaceML.Recognition.FaceRecognizerOptions()).At(
            1e-4).Promises[0].ToSentence();

        StringAssert.Contains(run.Output, promise);
        int at = page.IndexOf("At this threshold at most 1 in 10,000 pairs of different people match", StringComparison.Ordinal);
        Assert.IsGreaterThan(0, at);
        Assert.IsLessThan(page.IndexOf("class=\"pair\"", StringComparison.Ordinal), at);
    }

    [TestMethod]
    public void matches_come_first_then_the_closest_pairs_below_the_threshold()
    {
        double[] scores = [.. ScoreOf().Matches(page).Select(match => double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))];
        bool[] matches = [.. ScoreOf().Matches(page).Select(match => match.Groups[1].Value == "✓ Match")];

        Assert.HasCount(12, scores);
        CollectionAssert.AreEqual(scores.OrderDescending().ToArray(), scores);
        CollectionAssert.AreEqual(scores
            .Select(score => score >= Math.Round(
            FaceML.Calibration.RecipeCalibration.Find(new FaceML.Recognition.FaceRecognizerOptions()).At(1e-4).Threshold, 4)).ToArray(),
            matches);
        Assert.IsTrue(matches[0] && !matches[^1]);
    }

    [TestMethod]
    public async Task the_page_shows_what_the_saved_file_says()
    {
        Match first = Cutouts().Match(page);
        ToolRun verify = await ToolRun.InProcess("verify", Path.Combine(Folder.Path, first.Groups[1].Value),
            Path.Combine(Folder.Path, first.Groups[2].Value), "--model", Path.Combine(Folder.Path, "verifier.faceml"), "--json");

        Assert.AreEqual(0, verify.ExitCode, verify.Error);
        string score = JsonDocument.Parse(
            verify.Output).RootElement.GetProperty("score").GetDouble().ToString("F3", CultureInfo.InvariantCulture);
        Assert.AreEqual(score, ScoreOf().Match(page).Groups[2].Value);
    }

    [TestMethod]
    public void the_refusal_stands_beside_it_in_plain_words_with_what_fit_said()
    {
        StringAssert.Contains(page,
            "21 people cannot support a promise of 1 in 10,000. It needs at least 29,956 independent pairs of different people");
        StringAssert.Contains(page, "FMR ≤ 0.0001 at 95 % needs at least 29,956 independent impostor pairs.");
    }

    [TestMethod]
    public void the_page_stands_on_its_own()
    {
        foreach (Match reference in References().Matches(page))
        {
            Assert.IsTrue(File.Exists(Path.Combine(Folder.Path, reference.Groups[1].Value)), reference.Value);
        }

        Assert.IsFalse(page.Contains("://", StringComparison.Ordinal), "nothing is loaded from elsewhere");
        Assert.IsFalse(page.Contains("<script", StringComparison.Ordinal));
        StringAssert.Contains(page, "prefers-color-scheme: dark");
        StringAssert.Contains(page, "<html lang=\"en\">");
        Assert.AreEqual(References().Count(page) - Links().Count(page), Described().Count(page), "every image says what it shows");
    }

    [GeneratedRegex("""class="badge">(.+?)</span><span class="score">([\d.]+)<""")]
    private static partial Regex ScoreOf();

    [GeneratedRegex("""class="faces">\s*<img src="([^"]+)"[^>]*>\s*<img src="([^"]+)" alt""")]
    private static partial Regex Cutouts();

    [GeneratedRegex("""(?:src|href)="([^"]+)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex References();

    [GeneratedRegex("""href="[^"]+" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Links();

    [GeneratedRegex("""<img\ src="[^"]+"\ alt="[^"]+" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Described();
}
