using System.Diagnostics;

namespace FaceML.Packages.Tests;

/// <summary>A command that ended: what it printed and its exit code.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs a command to its end.</summary>
    public static CommandLine Run(string folder, string file, params string[] arguments)
    {
        using Process process = Start(folder, file, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{file} {string.Join(' ', arguments)} did not end within {Limit}.");
        }

        return new(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Runs the .NET command line; anything but success fails the test with what it printed.</summary>
    public static string DotNet(string folder, params string[] arguments)
    {
        CommandLine ended = Run(folder, "dotnet", arguments);
        Assert.AreEqual(0, ended.ExitCode, $"dotnet {string.Join(' ', arguments)}\n{ended.Output}\n{ended.Error}");
        return ended.Output;
    }

    /// <summary>Starts a command that sees neither the user's networks nor the build that runs this test.</summary>
    public static Process Start(string folder, string file, params string[] arguments)
    {
        ProcessStartInfo start = new(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(IsOfTheUser).ToArray())
        {
            start.Environment.Remove(name);
        }

        string data = start.Environment["FACEML_HOME"] = Path.Combine(folder, "data");
        if (file != "dotnet")
        {
            start.Environment["XDG_DATA_HOME"] = start.Environment["LOCALAPPDATA"] = data;
            Directory.CreateDirectory(data);
        }

        BuildEnvironment.Enter(start);
        return Process.Start(start)!;
    }

    private static bool IsOfTheUser(string name) =>
        name.StartsWith("FACEML_", StringComparison.OrdinalIgnoreCase) || name is "NUGET_PACKAGES" or "CI";
}
