using System.Diagnostics;

namespace FaceML.Samples.Tests;

/// <summary>An ML.NET application of somebody's own with one line of FaceML in its chain.</summary>
[TestClass]
public sealed class ExistingMLNetAppTests
{
    private static readonly string Folder = Path.Combine(TestData.Root, "samples", "ExistingMLNetApp");

    [TestMethod]
    public async Task an_existing_application_prints_its_groups_and_now_also_how_many_faces_there_are()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "ExistingMLNetApp.dll");
        string images = Path.GetDirectoryName(TestData.Samples[0])!;
        using Process run = Process.Start(new ProcessStartInfo("dotnet", [program, images]) { RedirectStandardOutput = true })!;
        string[] lines = (await run.StandardOutput.ReadToEndAsync()).ReplaceLineEndings("\n").TrimEnd().Split('\n');
        await run.WaitForExitAsync();

        Assert.AreEqual(0, run.ExitCode);
        string[] faces = [.. lines.Select(line => line.Split(": ")[^1])];
        CollectionAssert.AreEqual(new[] { "3", "3", "3", "4", "5", "4" }, faces);
        StringAssert.Contains(File.ReadAllText(Path.Combine(Folder, "README.md")), lines[0]);
    }

    [TestMethod]
    public void the_readme_shows_the_one_line_of_the_chain_that_is_FaceMLs()
    {
        string program = File.ReadAllText(Path.Combine(Folder, "Program.cs")).ReplaceLineEndings("\n");
        string diff = File.ReadAllText(Path.Combine(Folder, "README.md")).ReplaceLineEndings("\n").Split("```diff\n")[1].Split("```")[0];
        StringAssert.Contains(program, string.Concat(diff.TrimEnd('\n').Split('\n').Select(line => line[1..] + "\n")));
        Assert.HasCount(1, program.Split('\n').Where(line => line.Contains("ml.Faces.", StringComparison.Ordinal)).ToArray());
    }
}
