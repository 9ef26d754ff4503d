using FaceML.Vision;

namespace FaceML.Cli.Tests.Training;

[TestClass]
public sealed class TrainCommandTests
{
    private const int Pictures = 3;

    [TestMethod]
    public async Task WhereThereIsNothingToGain_ItSaysSo_AndTheSecondRunComputesNothing()
    {
        using var folder = new TemporaryFolder();
        string data = People(folder, 10), model = folder.File("model.faceml"), kept = folder.File("kept.faceml"), cache = Path.Combine(folder.Path, "cache");

        // On plain LFW the frozen network tells ten people apart without an error.
        ToolRun first = await ToolRun.InProcess("train", "--data", data, "--out", model, "--cache", cache, "--test-share", "0.4", "--epochs", "3");
        Assert.AreEqual(0, first.ExitCode, first.Error);
        StringAssert.Contains(first.Output, "30 vectors computed");
        StringAssert.Contains(first.Output, "not separable from zero; the untrained pipeline was saved");
        StringAssert.Contains(first.Output, "12 pictures of 4 other people");
        Assert.DoesNotContain("Trainers.MetricHead", (await ToolRun.InProcess("inspect", model)).Output);

        ToolRun second = await ToolRun.InProcess("train", "--data", data, "--out", kept, "--cache", cache, "--test-share", "0.4", "--epochs", "3", "--loss", "arcface", "--keep-anyway");
        Assert.AreEqual(0, second.ExitCode, second.Error);
        StringAssert.Contains(second.Output, "30 with a face, 0 without; 0 vectors computed");
        StringAssert.Contains((await ToolRun.InProcess("inspect", kept)).Output, "Trainers.MetricHead: Embedding → Embedding");
    }

    [TestMethod]
    public async Task APersonWithOnePicture_AndTooFewPeople_AreNamed()
    {
        using var folder = new TemporaryFolder();
        string data = People(folder, 2), cache = Path.Combine(folder.Path, "cache"), model = folder.File("model.faceml");
        string alone = Path.Combine(data, "Somebody Alone");
        Directory.CreateDirectory(alone);
        File.Copy(TestData.Samples[0], Path.Combine(alone, "one.jpg"));

        ToolRun single = await ToolRun.InProcess("train", "--data", data, "--out", model, "--cache", cache);
        Assert.AreEqual(2, single.ExitCode);
        StringAssert.Contains(single.Error, "Somebody Alone");

        ToolRun few = await ToolRun.InProcess("train", "--data", data, "--out", model, "--cache", cache, "--skip-singles");
        Assert.AreEqual(2, few.ExitCode);
        StringAssert.Contains(few.Error, "There are 2 people");
        Assert.IsFalse(File.Exists(model));
    }

    [TestMethod]
    public void AVectorIsFoundByContentAndNetworks_AndADamagedOneIsNot()
    {
        using var folder = new TemporaryFolder();
        var plain = new EmbeddingCache(folder.Path, new FaceRecognizerOptions());
        var plain = new EmbeddingCache(folder.Path, new FaceRecognizerOptions { Embedding = new EmbedderOptions { Flip = false } });
        string key = EmbeddingCache.KeyOf(TestData.Samples[0]);
        Assert.AreEqual(key, EmbeddingCache.KeyOf(folder.Copy(TestData.Samples[0], "copy.jpg")));
        Assert.AreNotEqual(key, EmbeddingCache.KeyOf(TestData.Samples[1]));

        Assert.IsNull(plain.Find(key));
        plain.Keep(key, [1, 2.5f]);
        CollectionAssert.AreEqual(new[] { 1, 2.5f }, plain.Find(key));
        Assert.IsNull(plain.Find(key));

        string file = Directory.GetFiles(folder.Path, "*.vec", SearchOption.AllDirectories).Single();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[9] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.IsNull(plain.Find(key));
        File.WriteAllBytes(file, bytes[..5]);
        Assert.IsNull(plain.Find(key));
    }

    private static string People(TemporaryFolder folder, int count)
    {
        string source = TestData.DataSet("lfw-deepfunneled"), target = Path.Combine(folder.Path, "people");
        foreach (string person in Directory.EnumerateDirectories(source).Order(StringComparer.Ordinal).Where(d => Directory.GetFiles(d).Length >= Pictures).Take(count))
        {
            string name = Path.GetFileName(person);
            foreach (string file in Directory.GetFiles(person).Order(StringComparer.Ordinal).Take(Pictures))
            {
                folder.Copy(file, Path.Combine("people", name, Path.GetFileName(file)));
            }
        }

        return target;
    }
}
