using System.Globalization;

namespace FaceML.Cli.Tests;

[TestClass]
public sealed class ExitCodeTests
{
    [TestMethod]
    [DataRow(0, 0, ExitCode.Success)]
    [DataRow(0, 5, ExitCode.Success)]
    [DataRow(1, 5, ExitCode.Partial)]
    [DataRow(5, 5, ExitCode.Error)]
    public void nothing_done_is_an_error_and_some_of_it_done_is_not(int problems, int images, int expected) =>
        Assert.AreEqual(expected, ExitCode.OfImages(problems, images));

    [TestMethod]
    public async Task the_help_says_every_exit_code()
    {
        ToolRun run = await ToolRun.InProcess("--help");

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        string line = string.Join(' ',
            run.Output[run.Output.IndexOf("Exit codes:", StringComparison.Ordinal)..].Split(
            (char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (int code in (int[])[ExitCode.Success, ExitCode.NoMatch, ExitCode.Error, ExitCode.Partial, ExitCode.Cancelled])
        {
            StringAssert.Contains(line, $" {code.ToString(CultureInfo.InvariantCulture)} ");
        }
    }
}
