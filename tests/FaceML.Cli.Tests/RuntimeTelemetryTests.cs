namespace FaceML.Cli.Tests;

/// <summary>What a user's home holds after the tool has run networks.</summary>
[TestClass]
public sealed class RuntimeTelemetryTests
{
    [TestMethod]
    public async Task networks_leave_no_events_in_the_home_folder()
    {
        using var home = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", [typeof(ExitCode).Assembly.Location, "detect", TestData.Samples[0]])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["HOME"] = home.Path, ["USERPROFILE"] = home.Path, ["FACEML_HOME"] = home["faceml"],
                ["XDG_CACHE_HOME"] = null, ["ORT_DISABLE_TELEMETRY"] = null,
            },
        };
        using Process tool = Process.Start(start)!;
        Task<string> errors = tool.StandardError.ReadToEndAsync();
        await tool.StandardOutput.ReadToEndAsync();
        await tool.WaitForExitAsync();
        Assert.AreEqual(ExitCode.Success, tool.ExitCode, await errors);
        Assert.IsFalse(Directory.Exists(home[".cache"]), "ONNX Runtime keeps telemetry there.");
    }
}
