using FaceML.Onnx.Tests.Hostile;

namespace FaceML.Cli.Tests.Networks;

[TestClass]
public sealed class HostileFileTests
{
    public static IEnumerable<object[]> Names => HostileFiles.Names;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task it_is_refused_in_words_and_nothing_is_left_behind(string trap)
    {
        using var folder = new TemporaryFolder();
        (string path, string named) = HostileFiles.Make(trap, folder.Path);
        string catalogue = Directory.CreateDirectory(Path.Combine(folder.Path, "catalogue")).FullName;

        ToolRun add = await ToolRun.InProcess("networks", "add", path, "--into", catalogue);
        Assert.AreEqual(2, add.ExitCode, add.Error);
        StringAssert.Contains(add.Error, named);
        Assert.AreEqual(1, add.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, add.Error);
        Assert.IsEmpty(Directory.GetFileSystemEntries(catalogue));

        ToolRun inspect = await ToolRun.InProcess("networks", "inspect", path);
        Assert.AreEqual(2, inspect.ExitCode, inspect.Output);
    }
}
