namespace FaceML.Cli.Tests.Liveness;

[TestClass]
public sealed class LivenessCommandTests
{
    [TestMethod]
    public async Task images_are_assessed_in_their_order_and_nothing_is_decided_by_a_network_alone()
    {
        ToolRun run = await ToolRun.InProcess("liveness", TestData.Samples[1], TestData.Samples[0]);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.HasCount(2, run.Lines);
        StringAssert.StartsWith(run.Lines[0], TestData.Samples[1] + "\t");
        StringAssert.EndsWith(run.Lines[0], "\tundecided");
        StringAssert.Contains(run.Error, "advisory");
    }

    [TestMethod]
    public async Task an_unreadable_image_is_an_error_and_the_others_are_assessed()
    {
        using var folder = new TemporaryFolder();
        ToolRun run = await ToolRun.InProcess("liveness", folder.File("broken.jpg", "text"), TestData.Samples[0], "--json");
        Assert.AreEqual(ExitCode.Partial, run.ExitCode);
        Assert.HasCount(2, run.Lines);
        JsonElement broken = JsonDocument.Parse(run.Lines[0]).RootElement, fine = JsonDocument.Parse(run.Lines[1]).RootElement;
        StringAssert.Contains(broken.GetProperty("error").GetString(), "cannot be read");
        Assert.IsTrue(fine.GetProperty("liveness").GetDouble() is >= 0 and <= 1);
        Assert.AreEqual(3, fine.GetProperty("faces").GetInt32());
    }

    [TestMethod]
    public async Task without_images_the_tool_says_what_is_needed()
    {
        ToolRun run = await ToolRun.InProcess("liveness");
        Assert.AreEqual(2, run.ExitCode);
        StringAssert.Contains(run.Error, "Name images to assess");
    }

    [TestMethod]
    public async Task a_pipeline_learned_from_some_people_decides_on_others_and_is_measured_on_them()
    {
        using TemporaryFolder learn = People("0001", "0003", "0005"), test = People("0002", "0004");
        string model = learn.File("liveness.faceml");
        ToolRun train = await ToolRun.InProcess("liveness", "train", learn.Path, "--person-prefix", "4", "--no-promise", "--out", model);
        Assert.AreEqual(0, train.ExitCode, train.Error);
        StringAssert.Contains(train.Output, "of 3 people");
        ToolRun decide = await ToolRun.InProcess("liveness", Path.Combine(test.Path, "print"), "--model", model, "--json");
        Assert.IsTrue(decide.Lines.Count(line =>
            JsonDocument.Parse(line).RootElement.GetProperty("live").GetBoolean()) <= decide.Lines.Length / 4, decide.Output);
        ToolRun evaluate = await ToolRun.InProcess(
            "liveness", "evaluate", test.Path, "--person-prefix", "4", "--model", model, "--replicates", "50", "--json");
        Assert.AreEqual(0, evaluate.ExitCode, evaluate.Error);
        JsonElement figures = JsonDocument.Parse(evaluate.Output).RootElement;
        Assert.AreEqual(2, figures.GetProperty("people").GetInt32());
        Assert.AreEqual(5, (int)(100 * figures.GetProperty("bpcerAtApcer")[0].GetProperty("apcer").GetDouble()));
        Assert.IsLessThanOrEqualTo(0.1, figures.GetProperty("bpcerAtApcer")[0].GetProperty("bpcer").GetProperty("value").GetDouble());
        Assert.AreEqual("print", figures.GetProperty("species")[0].GetProperty("name").GetString());
    }

    [TestMethod]
    public async Task people_who_are_too_few_for_a_promise_are_a_refusal_that_names_the_way_out()
    {
        using TemporaryFolder learn = People("0001", "0002", "0003", "0004", "0005");
        ToolRun train = await ToolRun.InProcess(
            "liveness", "train", learn.Path, "--person-prefix", "4", "--out", learn.File("liveness.faceml"));
        Assert.AreEqual(2, train.ExitCode);
        StringAssert.Contains(train.Error, "at least 59 independent attacks of the species 'print'");
        StringAssert.Contains(train.Error, "--no-promise");
        Assert.IsFalse(File.Exists(learn.File("liveness.faceml")));
    }

    [TestMethod]
    public async Task a_promise_and_none_at_once_is_an_error()
    {
        using var folder = new TemporaryFolder();
        ToolRun run = await ToolRun.InProcess(
            "liveness", "train", folder.Path, "--no-promise", "--max-apcer", "0.1", "--out", folder.File("x.faceml"));
        Assert.AreEqual(2, run.ExitCode);
        StringAssert.Contains(run.Error, "--no-promise goes without --max-apcer");
    }

    // Five live images and five prints of each person.
    private static TemporaryFolder People(params string[] people)
    {
        var folder = new TemporaryFolder();
        foreach (string kind in (string[])["live", "print"])
        {
            foreach (string person in people)
            {
                foreach (string file in Directory.GetFiles(TestData.DataSet("prints", kind), person + "*.jpg").Order(StringComparer.Ordinal)
                    .Where((_, i) => i % 8 == 0))
                {
                    folder.Copy(file, $"{kind}/{Path.GetFileName(file)}");
                }
            }
        }

        return folder;
    }
}
