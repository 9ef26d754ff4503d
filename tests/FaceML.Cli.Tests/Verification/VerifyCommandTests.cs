using System.Globalization;
using FaceML.Calibration;

namespace FaceML.Cli.Tests.Verification;

[TestClass]
public sealed class VerifyCommandTests
{
    // The largest faces of the first and the third sample image are one woman's; that of the second is another's.
    // 4,281 people: models/calibrations/balanced.json.
    private const string Promise =
        "At this threshold at most 1 in 10,000 pairs of different people match, with 95 % confidence, measured on 4,281 people of "
            + "Labeled Faces in the Wild (press photographs, nearly all of adults).";

    private static readonly string A = TestData.Samples[0], SamePerson = TestData.Samples[2], Other = TestData.Samples[1];

    [TestMethod]
    public async Task one_person_on_two_images_matches()
    {
        ToolRun run = await ToolRun.InProcess("verify", A, SamePerson);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "the same person");
        StringAssert.Contains(run.Output, "3 faces, the largest taken");
    }

    [TestMethod]
    public async Task two_people_do_not_match()
    {
        ToolRun run = await ToolRun.InProcess("verify", A, Other);

        Assert.AreEqual(1, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "not the same person");
    }

    [TestMethod]
    public async Task a_face_of_a_few_pixels_is_not_decided_about_not_even_against_itself()
    {
        using var folder = new TemporaryFolder();
        string small = folder.File("small.png");
        Image image = Image.Load(A);
        Box face = LargestFace(image);
        float side = 2.5f * face.Width;
        image.Crop(new Box(face.Center.X - side / 2, face.Center.Y - side / 2, face.Center.X + side / 2, face.Center.Y + side / 2).ClipTo(
            image.Width, image.Height))
            .Resize(20, 20).Save(small);

        ToolRun run = await ToolRun.InProcess("verify", small, small);

        Assert.AreEqual(ExitCode.Error, run.ExitCode, run.Output);
        StringAssert.Matches(run.Output + run.Error, new Regex("only [0-9]+ pixels between the eyes"));
    }

    [TestMethod]
    public async Task json_tells_score_threshold_decision_and_boxes()
    {
        ToolRun run = await ToolRun.InProcess("verify", A, SamePerson, "--json");

        using var json = JsonDocument.Parse(run.Output);
        JsonElement root = json.RootElement;
        Assert.IsTrue(root.GetProperty("match").GetBoolean());
        Assert.IsGreaterThan(root.GetProperty("threshold").GetDouble(), root.GetProperty("score").GetDouble());
        Assert.AreEqual(4, root.GetProperty("a").GetProperty("box").GetArrayLength());
        Assert.AreEqual(3, root.GetProperty("b").GetProperty("faces").GetInt32());
        Assert.AreEqual("", run.Error);
    }

    [TestMethod]
    public async Task the_shipped_calibration_gives_evidence_probability_and_a_promise()
    {
        ToolRun even = await ToolRun.InProcess("verify", A, SamePerson, "--json"), rare =
            await ToolRun.InProcess("verify", A, SamePerson, "--json", "--prior", "0.001", "--max-fmr", "0.01");
        JsonElement one = JsonDocument.Parse(even.Output).RootElement, two = JsonDocument.Parse(rare.Output).RootElement;

        StringAssert.Contains(one.GetProperty("basis").GetString(), "FMR ≤ 0.00009");
        StringAssert.Contains(one.GetProperty("calibratedOn").GetString(), "Labeled Faces in the Wild");
        Assert.IsGreaterThan(0, one.GetProperty("logLikelihoodRatio").GetDouble());
        Assert.AreEqual(one.GetProperty("logLikelihoodRatio").GetDouble(), two.GetProperty("logLikelihoodRatio").GetDouble());
        Assert.IsLessThan(one.GetProperty("probability").GetDouble(), two.GetProperty("probability").GetDouble());
        Assert.IsLessThan(one.GetProperty("threshold").GetDouble(), two.GetProperty("threshold").GetDouble());
    }

    [TestMethod]
    [DataRow("fast")]
    [DataRow("balanced")]
    [DataRow("accurate")]
    public async Task every_preset_decides_with_evidence_and_a_promise(string preset)
    {
        // What the preset accurate lacks is converted into the first folder of FACEML_NETWORKS.
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string> { ["FACEML_NETWORKS"] = folder.Path };
        ToolRun same = await ToolRun.AsProcess(environment, "verify", A, SamePerson, "--preset", preset, "--json");
        ToolRun other = await ToolRun.AsProcess(environment, "verify", A, Other, "--preset", preset, "--json");

        Assert.AreEqual(0, same.ExitCode, same.Error);
        Assert.AreEqual(1, other.ExitCode, other.Error);
        JsonElement one = JsonDocument.Parse(same.Output).RootElement, two = JsonDocument.Parse(other.Output).RootElement;
        StringAssert.Contains(one.GetProperty("basis").GetString(), "FMR ≤ 0.00009");
        Assert.IsGreaterThan(0, one.GetProperty("logLikelihoodRatio").GetDouble());
        Assert.IsLessThan(0, two.GetProperty("logLikelihoodRatio").GetDouble());
        Assert.AreEqual(preset == "accurate", same.Error.Contains("dlib-resnet was converted", StringComparison.Ordinal), same.Error);
        Assert.AreEqual("", other.Error, "converted once");
    }

    [TestMethod]
    public async Task what_the_calibration_does_not_cover_is_refused()
    {
        ToolRun rate = await ToolRun.InProcess("verify", A, SamePerson, "--max-fmr", "0.02"), recipe =
            await ToolRun.InProcess("verify", A, SamePerson, "--preset", "best");

        Assert.AreEqual(2, rate.ExitCode);
        StringAssert.Contains(rate.Error,
            "The false match rate must be one that the calibration holds (0.01, 0.001, 0.0001, 0.00001); it is 0.02.");
        Assert.AreEqual(2, recipe.ExitCode);
        StringAssert.Contains(recipe.Error, "balanced");
        Assert.AreEqual(2, (await ToolRun.InProcess("verify", A, SamePerson, "--prior", "1")).ExitCode);
    }

    [TestMethod]
    public async Task a_threshold_by_hand_decides_and_says_that_it_promises_nothing()
    {
        ToolRun run = await ToolRun.InProcess("verify", A, SamePerson, "--threshold", "0.99");

        Assert.AreEqual(1, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "carries no promise");
    }

    [TestMethod]
    public async Task several_faces_where_one_is_wanted_are_said_in_words()
    {
        ToolRun run = await ToolRun.InProcess("verify", A, SamePerson, "--face", "only");

        Assert.AreEqual(2, run.ExitCode);
        StringAssert.Contains(run.Output, "3 faces, and --face only requires exactly one");
        StringAssert.StartsWith(run.Output, "no decision: it cannot be decided; ");
    }

    [TestMethod]
    public async Task the_most_central_face_is_another_one()
    {
        ToolRun largest = await ToolRun.InProcess("verify", A, A, "--json");
        ToolRun central = await ToolRun.InProcess("verify", A, A, "--json", "--face", "central");

        Assert.AreNotEqual(Left(largest), Left(central));

        static double Left(ToolRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("a").GetProperty("box")[0].GetDouble();
    }

    [TestMethod]
    public async Task no_face_is_said_in_words()
    {
        using var folder = new TemporaryFolder();
        string blank = folder.File("blank.png");
        new FaceML.Imaging.Image(200, 200).Save(blank);

        ToolRun run = await ToolRun.InProcess("verify", A, blank);

        Assert.AreEqual(2, run.ExitCode);
        StringAssert.Contains(run.Output, "no face found");
    }

    [TestMethod]
    public async Task a_missing_file_a_text_file_and_a_folder_are_named()
    {
        using var folder = new TemporaryFolder();
        foreach (string bad in (string[])[folder.File("missing.jpg"), folder.File("text.jpg", "not an image"), folder.Path])
        {
            ToolRun run = await ToolRun.InProcess("verify", A, bad);

            Assert.AreEqual(2, run.ExitCode, bad);
            StringAssert.Contains(run.Error, Path.GetFileName(bad));
            Assert.AreEqual("", run.Output);
        }
    }

    [TestMethod]
    public async Task the_decision_comes_first_then_score_and_threshold_then_the_promise_and_whose_it_is()
    {
        ToolRun match = await ToolRun.InProcess("verify", A, SamePerson), none = await ToolRun.InProcess("verify", A, Other);
        string threshold = RecipeCalibration.Find(
            new FaceRecognizerOptions()).At(1e-4).Threshold.ToString("F3", CultureInfo.InvariantCulture);

        Assert.AreEqual("match: the same person", match.Lines[0]);
        StringAssert.Matches(match.Lines[1], new Regex($@"^Score 0\.[6-9]\d\d, above the threshold of {Regex.Escape(threshold)}\.$"));
        Assert.AreEqual(Promise, match.Lines[2]);
        Assert.AreEqual("no match: not the same person", none.Lines[0]);
        StringAssert.Matches(none.Lines[1], new Regex($@"^Score -?0\.[0-2]\d\d, below the threshold of {Regex.Escape(threshold)}\.$"));
        Assert.AreEqual(Promise, none.Lines[2]);
    }

    [TestMethod]
    public async Task the_image_in_the_readme_shows_what_is_printed()
    {
        ToolRun run = await ToolRun.InProcess("verify", A, SamePerson);

        var image = System.Xml.Linq.XDocument.Load(Path.Combine(TestData.Root, "docs", "images", "verify.svg"));
        string shown = string.Join(' ', image.Descendants().Where(element => element.Name.LocalName == "text")
            .Select(element => element.Value));
        string printed = string.Join(
            ' ', run.Lines).Replace(Path.GetDirectoryName(A)! + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        Assert.AreEqual("$ faceml verify sample1.jpg sample3.jpg " + printed, shown);
    }

    [TestMethod]
    public async Task evidence_networks_and_grounds_are_shown_when_asked_for_only()
    {
        ToolRun brief = await ToolRun.InProcess("verify", A, SamePerson), verbose =
            await ToolRun.InProcess("verify", A, SamePerson, "--verbose");

        foreach (string detail in (string[])["LLR 13.0", "430,000 times likelier for one person than for two",
            "more than 99.99 % for one person", "detector score 0.99", "quality 93 of 100", "EffectiveSize", "landmarks-68",
            "5 landmark passes, flipped face added"])
        {
            StringAssert.Contains(verbose.Output, detail);
            Assert.IsFalse(brief.Output.Contains(detail, StringComparison.Ordinal), detail);
        }

        StringAssert.StartsWith(verbose.Output, brief.Output);
    }

    [TestMethod]
    public async Task two_numbers_that_differ_never_look_the_same()
    {
        float score = (float)JsonDocument.Parse(
            (await ToolRun.InProcess("verify", A, SamePerson, "--json")).Output).RootElement.GetProperty("score").GetDouble();

        ToolRun run = await ToolRun.InProcess(
            "verify", A, SamePerson, "--threshold", (score + 1e-5f).ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.AreEqual(1, run.ExitCode, run.Error);
        StringAssert.Matches(run.Lines[1],
            new System.Text.RegularExpressions.Regex(@"^Score (0\.\d+), below the threshold of (?!\1\.$)0\.\d+\.$"));
    }

    [TestMethod]
    public async Task wrong_arguments_are_an_error_and_not_a_no_match()
    {
        Assert.AreEqual(2, (await ToolRun.InProcess("verify", A)).ExitCode);
        Assert.AreEqual(2, (await ToolRun.InProcess("verify", A, A, "--face", "smallest")).ExitCode);
        Assert.AreEqual(2, (await ToolRun.InProcess("verify", A, A, "--threshold", "high")).ExitCode);
    }

    private static Box LargestFace(Image image)
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        return recognizer.Find(image).MaxBy(face => face.Box.Area).Box;
    }
}
