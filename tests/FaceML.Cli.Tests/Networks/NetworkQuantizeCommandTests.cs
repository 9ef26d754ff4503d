namespace FaceML.Cli.Tests.Networks;

[TestClass]
public sealed class NetworkQuantizeCommandTests
{
    [TestMethod]
    public async Task a_network_is_quantized_on_a_folder_of_people_and_compared()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("small.onnx");

        ToolRun run = await ToolRun.InProcess("networks", "quantize", "faceplugin-512", "--data", People(folder, 12, 2), "--output", file,
            "--target-cosine", "0");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "faceplugin-512-int8, from faceplugin-512");
        StringAssert.Contains(run.Output, "times as fast");
        Dictionary<string, string> environment = new() { ["FACEML_NETWORKS"] = folder.Path };
        ToolRun show = await ToolRun.AsProcess(environment, "networks", "show", "faceplugin-512-int8");
        StringAssert.Contains(show.Output, "static quantization to 8 bits");
        StringAssert.Contains(show.Error, "8-bit integers");
    }

    [TestMethod]
    public async Task too_few_faces_and_an_existing_file_are_refused_before_the_work()
    {
        using TemporaryFolder folder = new();
        string people = People(folder, 2, 2);

        ToolRun few = await ToolRun.InProcess("networks", "quantize", "faceplugin-512", "--data", people, "--output",
            folder.File("few.onnx"));
        Assert.AreEqual(2, few.ExitCode);
        StringAssert.Contains(few.Error, "at least 24 are needed");

        ToolRun there = await ToolRun.InProcess("networks", "quantize", "faceplugin-512", "--data", people, "--output",
            folder.File("there.onnx", "something"));
        Assert.AreEqual(2, there.ExitCode);
        StringAssert.Contains(there.Error, "exists already");
    }

    // The people do not matter here, only that each image has a face.
    private static string People(TemporaryFolder folder, int people, int each)
    {
        for (int person = 0; person < people; person++)
        {
            for (int image = 0; image < each; image++)
            {
                File.Copy(TestData.Samples[(person + image) % 2], folder.File(Path.Combine("people", $"p{person}", $"{image}.jpg")));
            }
        }

        return folder["people"];
    }
}
