namespace FaceML.Cli.Tests.Detection;

[TestClass]
public sealed class DetectCommandTests
{
    [TestMethod]
    public async Task the_sample_images_show_their_faces()
    {
        ToolRun run = await ToolRun.InProcess(["detect", .. TestData.Samples]);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        int[] faces = [.. TestData.Samples.Select(file => run.Lines.Count(line => line.StartsWith(file + "\t", StringComparison.Ordinal)))];
        CollectionAssert.AreEqual((int[])[3, 3, 3, 4, 5, 4], faces);
    }

    [TestMethod]
    public async Task timings_name_every_stage_and_leave_the_results_alone()
    {
        string[] images = [TestData.Samples[0], TestData.Samples[1]];
        ToolRun run = await ToolRun.InProcess(["detect", .. images, "--timings"]), plain = await ToolRun.InProcess(["detect", .. images]);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        CollectionAssert.AreEqual(plain.Lines.ToArray(), run.Lines.ToArray());
        foreach (string stage in new[] { "decoding", "ultraface-rfb320", "landmarks-68", "all else", "on the clock" })
        {
            StringAssert.Contains(run.Error, stage);
        }

        Assert.DoesNotContain("decoding", plain.Error);
    }

    [TestMethod]
    public async Task json_is_one_object_a_image_in_the_order_given()
    {
        ToolRun run = await ToolRun.InProcess("detect", TestData.Samples[3], TestData.Samples[0], "--json");

        JsonElement[] images = [.. run.Lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.HasCount(2, images);
        Assert.AreEqual(TestData.Samples[3], images[0].GetProperty("file").GetString());
        Assert.AreEqual(4, images[0].GetProperty("faces").GetArrayLength());
        Image image = Image.Load(TestData.Samples[0]);
        Assert.AreEqual(image.Width, images[1].GetProperty("width").GetInt32());
        Assert.AreEqual(2, images[1].GetProperty("faces")[0].GetProperty("points").GetProperty("nose").GetArrayLength());
    }

    [TestMethod]
    public async Task annotated_images_of_one_name_do_not_overwrite_each_other()
    {
        using var folder = new TemporaryFolder();
        string first = folder.Copy(TestData.Samples[0], "a/face.jpg"), second = folder.Copy(TestData.Samples[1], "b/face.jpg");
        string target = folder.File("drawn");

        ToolRun run = await ToolRun.InProcess("detect", first, second, "--annotate", target);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        string[] written = Directory.GetFiles(target);
        Assert.HasCount(2, written);
        foreach (string file in written)
        {
            Assert.AreEqual(Image.Load(first).Width, Image.Load(file).Width);
        }
    }

    [TestMethod]
    public async Task an_unreadable_image_does_not_stop_the_others()
    {
        using var folder = new TemporaryFolder();
        folder.File("1.jpg", "not an image");
        folder.Copy(TestData.Samples[0], "2.jpg");

        ToolRun run = await ToolRun.InProcess("detect", folder.Path);

        Assert.AreEqual(ExitCode.Partial, run.ExitCode);
        Assert.HasCount(3, run.Lines);
        StringAssert.Contains(run.Error, "1.jpg");
    }
}
