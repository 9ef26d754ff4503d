using FaceML.Augmentation;
using FaceML.Networks;

namespace FaceML.Cli.Tests.Training;

[TestClass]
public sealed class TrainCommandTests
{
    private const int Images = 3;

    [TestMethod]
    public async Task where_there_is_nothing_to_gain_it_says_so_and_the_second_run_computes_nothing()
    {
        using var folder = new TemporaryFolder();
        string data = People(folder, 10), model = folder.File("model.faceml"), kept = folder.File("kept.faceml"), cache =
            Path.Combine(folder.Path, "cache");

        // On plain LFW the frozen network tells ten people apart without an error.
        ToolRun first = await ToolRun.InProcess(
            "train", "--data", data, "--out", model, "--cache", cache, "--test-share", "0.4", "--minutes", "0.001");
        Assert.AreEqual(0, first.ExitCode, first.Error);
        StringAssert.Contains(first.Output, "30 embeddings computed");
        StringAssert.Contains(first.Output, "the untrained pipeline was saved");
        StringAssert.Contains(first.Output, "12 images of 4 other people");
        Assert.DoesNotContain("Trainers.MetricHead", (await ToolRun.InProcess("inspect", model)).Output);

        ToolRun second = await ToolRun.InProcess("train", "--data", data, "--out", kept, "--cache", cache, "--test-share", "0.4",
            "--epochs", "3", "--loss", "arcface", "--keep-anyway");
        Assert.AreEqual(0, second.ExitCode, second.Error);
        StringAssert.Contains(second.Output, "30 with a face, 0 without; 0 embeddings computed");
        StringAssert.Contains((await ToolRun.InProcess("inspect", kept)).Output, "Trainers.MetricHead: Embedding1 → Embedding1");
    }

    [TestMethod]
    public async Task killed_at_any_moment_it_goes_on_from_there_and_ends_as_if_it_had_not_been()
    {
        using var folder = new TemporaryFolder();
        string data = People(folder, 10), whole = folder.File("whole.faceml"), killed = folder.File("killed.faceml"), checkpoint =
            folder.File("run.checkpoint");
        string[] Arguments(string model) =>
            ["train", "--data", data, "--out", model, "--cache", Path.Combine(folder.Path, "cache"), "--checkpoint", checkpoint,
            "--test-share", "0.4", "--loss", "triplet", "--epochs", "150", "--patience", "0", "--keep-anyway"];
        var environment = new Dictionary<string, string>();
        ToolRun uninterrupted = await ToolRun.AsProcess(environment, Arguments(whole));
        Assert.AreEqual(0, uninterrupted.ExitCode, uninterrupted.Error);
        Assert.IsFalse(File.Exists(checkpoint));

        using (Process process = ToolRun.Start(Arguments(killed)))
        {
            // Written once an epoch: three times seen means that the run is well under way.
            HashSet<DateTime> seen = [];
            while (seen.Count < 3 && !process.HasExited)
            {
                if (File.Exists(checkpoint))
                {
                    seen.Add(File.GetLastWriteTimeUtc(checkpoint));
                }

                await Task.Delay(1);
            }

            Assert.IsFalse(process.HasExited, "It ended before it could be killed.");
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.IsTrue(File.Exists(checkpoint));
        Assert.IsFalse(File.Exists(killed));
        ToolRun resumed = await ToolRun.AsProcess(environment, Arguments(killed));
        Assert.AreEqual(0, resumed.ExitCode, resumed.Error);
        StringAssert.Contains(resumed.Error, "holds a run that was stopped: it goes on from there");
        Assert.DoesNotContain("begins anew", resumed.Error);
        CollectionAssert.AreEqual(File.ReadAllBytes(whole), File.ReadAllBytes(killed));
        Assert.IsFalse(File.Exists(checkpoint));
    }

    [TestMethod]
    public async Task a_checkpoint_of_another_run_is_not_continued()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = folder.File("run.checkpoint");
        File.WriteAllText(checkpoint, "not a checkpoint");

        ToolRun run = await ToolRun.InProcess("train", "--data", People(folder, 10), "--out", folder.File("model.faceml"), "--cache",
            Path.Combine(folder.Path, "cache"), "--checkpoint", checkpoint, "--test-share", "0.4", "--loss", "triplet", "--epochs", "1");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Error, "It begins anew");
    }

    [TestMethod]
    public async Task the_report_and_the_network_are_written()
    {
        using var folder = new TemporaryFolder();
        string report = folder.File("report.html"), onnx = folder.File("my-faces.onnx");

        ToolRun run = await ToolRun.InProcess("train", "--data", People(folder, 10), "--out", folder.File("model.faceml"), "--cache",
            Path.Combine(folder.Path, "cache"), "--test-share", "0.4", "--loss", "triplet", "--epochs", "3", "--keep-anyway", "--report",
            report, "--onnx", onnx);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        string page = File.ReadAllText(report);
        StringAssert.Contains(page, "<h2>Loss</h2>");
        StringAssert.Contains(page, "TAR at FAR 0.10 %");
        StringAssert.Contains(page, "the gain is not separable from zero; the trained pipeline was saved anyway, as asked");
        Assert.DoesNotContain("NaN", page);
        Assert.DoesNotContain("<script", page);
        ToolRun installed = await ToolRun.InProcess(
            "networks", "add", onnx, "--card", folder.File("my-faces.json"), "--into", Path.Combine(folder.Path, "networks"));
        Assert.AreEqual(0, installed.ExitCode, installed.Error);
        StringAssert.Contains(installed.Output, "my-faces (Embedder) was installed");

        File.Delete(onnx);
        ToolRun exported = await ToolRun.InProcess("export", folder.File("model.faceml"), "--out", onnx, "--name", "again");
        Assert.AreEqual(0, exported.ExitCode, exported.Error);
        Assert.AreEqual("again", NetworkCard.Load(folder.File("my-faces.json")).Name);
    }

    [TestMethod]
    public async Task a_pipeline_that_keeps_general_people_says_so_and_is_saved_and_exported()
    {
        using var folder = new TemporaryFolder();
        string data = People(folder, 10), model = folder.File("model.faceml"), onnx = folder.File("kept.onnx");

        ToolRun run = await ToolRun.InProcess("train", "--data", data, "--out", model, "--cache", Path.Combine(folder.Path, "cache"),
            "--test-share", "0.4", "--keep-general", "--keep-anyway", "--onnx", onnx);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "beside the embeddings as they came; not measured");
        Assert.IsTrue(File.Exists(onnx));
        StringAssert.Contains((await ToolRun.InProcess("inspect", model)).Output, "Trainers.MetricHead: Embedding1 → Embedding1");
    }

    [TestMethod]
    public async Task prepared_for_a_shift_it_learns_and_measures_on_changed_faces_too()
    {
        using var folder = new TemporaryFolder();
        string data = People(folder, 10), model = folder.File("model.faceml");
        string[] arguments =
            ["train", "--data", data, "--out", model, "--cache", Path.Combine(folder.Path, "cache"), "--test-share", "0.4", "--minutes",
            "0.001", "--keep-anyway", "--shift", "pixels-16"];

        ToolRun run = await ToolRun.InProcess(arguments);
        ToolRun again = await ToolRun.InProcess(arguments);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "30 embeddings computed");
        StringAssert.Contains(run.Output, "36 images of 6 people");
        StringAssert.Contains(run.Output, "12 images of 4 other people");
        StringAssert.Contains(run.Output, "images as they are, EER");
        StringAssert.Contains(run.Output, "every other image changed as by --shift pixels-16");
        StringAssert.Contains(again.Output, "0 embeddings computed");
    }

    [TestMethod]
    public async Task a_person_with_one_image_and_too_few_people_are_named()
    {
        using var folder = new TemporaryFolder();
        string data = People(folder, 2), cache = Path.Combine(folder.Path, "cache"), model = folder.File("model.faceml");
        string alone = Path.Combine(data, "Somebody Alone");
        Directory.CreateDirectory(alone);
        File.Copy(TestData.Samples[0], Path.Combine(alone, "one.jpg"));

        ToolRun single = await ToolRun.InProcess("train", "--data", data, "--out", model, "--cache", cache, "--strict");
        Assert.AreEqual(2, single.ExitCode);
        StringAssert.Contains(single.Error, "Somebody Alone");

        ToolRun few = await ToolRun.InProcess("train", "--data", data, "--out", model, "--cache", cache);
        Assert.AreEqual(2, few.ExitCode);
        StringAssert.Contains(few.Error, "There are 2 people");
        Assert.IsFalse(File.Exists(model));
    }

    [TestMethod]
    public async Task one_person_alone_and_one_image_of_two_people_are_refused()
    {
        using var folder = new TemporaryFolder();
        string data = People(folder, 1), cache = Path.Combine(folder.Path, "cache"), model = folder.File("model.faceml");

        ToolRun alone = await ToolRun.InProcess("train", "--data", data, "--out", model, "--cache", cache);
        Assert.AreEqual(2, alone.ExitCode);
        StringAssert.Contains(alone.Error, "usable images show one person");

        string first = Directory.GetFiles(data, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        folder.Copy(first, Path.Combine("people", "Somebody Else", "copy.jpg"));
        ToolRun twice = await ToolRun.InProcess("train", "--data", data, "--out", model, "--cache", cache);
        Assert.AreEqual(2, twice.ExitCode);
        StringAssert.Contains(twice.Error, "copy.jpg are the same image");
        StringAssert.Contains(twice.Error, "'Somebody Else'");
        Assert.IsFalse(File.Exists(model));
    }

    [TestMethod]
    public void a_vector_is_found_by_content_and_networks_and_a_damaged_one_is_not()
    {
        using var folder = new TemporaryFolder();
        var cache = new EmbeddingCache(folder.Path, new FaceRecognizerOptions());
        var plain = new EmbeddingCache(folder.Path, new FaceRecognizerOptions { Embedding = new EmbedderOptions { Flip = false } });
        string key = EmbeddingCache.KeyOf(TestData.Samples[0]);
        Assert.AreEqual(key, EmbeddingCache.KeyOf(folder.Copy(TestData.Samples[0], "copy.jpg")));
        Assert.AreNotEqual(key, EmbeddingCache.KeyOf(TestData.Samples[1]));

        Assert.IsNull(cache.Find(key));
        cache.Keep(key, [1, 2.5f]);
        CollectionAssert.AreEqual(new[] { 1, 2.5f }, cache.Find(key));
        Assert.IsNull(plain.Find(key));
        Assert.IsNull(new EmbeddingCache(folder.Path, new FaceRecognizerOptions(), FaceAugmentationOptions.Degradations).Find(key));

        string file = Directory.GetFiles(folder.Path, "*.vec", SearchOption.AllDirectories).Single();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[9] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.IsNull(cache.Find(key));
        File.WriteAllBytes(file, bytes[..5]);
        Assert.IsNull(cache.Find(key));
    }

    private static string People(TemporaryFolder folder, int count)
    {
        string source = TestData.DataSet("lfw-deepfunneled"), target = Path.Combine(folder.Path, "people");
        foreach (string person in Directory.EnumerateDirectories(source).Order(StringComparer.Ordinal)
            .Where(d => Directory.GetFiles(d).Length >= Images).Take(count))
        {
            string name = Path.GetFileName(person);
            foreach (string file in Directory.GetFiles(person).Order(StringComparer.Ordinal).Take(Images))
            {
                folder.Copy(file, Path.Combine("people", name, Path.GetFileName(file)));
            }
        }

        return target;
    }
}
