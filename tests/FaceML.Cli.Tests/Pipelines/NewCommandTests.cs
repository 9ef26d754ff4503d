namespace FaceML.Cli.Tests.Pipelines;

[TestClass]
public sealed class NewCommandTests
{
    [TestMethod]
    public async Task a_project_is_written_and_its_files_and_the_next_command_are_said()
    {
        using var folder = new TemporaryFolder();
        ToolRun fitted = await ToolRun.InProcess("fit", "--shipped", "--out", folder["door.faceml"]);
        Assert.AreEqual(ExitCode.Success, fitted.ExitCode, fitted.Error);

        ToolRun run = await ToolRun.InProcess("new", "--model", folder["door.faceml"], "--output", folder["app"], "--name", "FrontDoor");

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.EndsWith("app: FrontDoor.cs, FrontDoor.csproj, FrontDoor.faceml, Program.cs, README.md", run.Lines[0]);
        Assert.EndsWith("app -- IMAGE IMAGE", run.Lines[1]);
        Assert.IsTrue(File.Exists(Path.Combine(folder["app"], "FrontDoor.cs")));
    }

    [TestMethod]
    public async Task what_is_no_pipeline_is_said_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        ToolRun run = await ToolRun.InProcess("new", "--model", folder.File("door.faceml", "text"), "--output", folder["app"]);
        Assert.AreEqual(ExitCode.Error, run.ExitCode);
        StringAssert.Contains(run.Error, "door.faceml");
        Assert.IsFalse(Directory.Exists(folder["app"]));
    }
}
