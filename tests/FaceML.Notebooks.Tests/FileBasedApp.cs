using System.Diagnostics;

namespace FaceML.Notebooks.Tests;

/// <summary>Runs a C# file as <c>dotnet run FILE.cs</c> does.</summary>
internal static class FileBasedApp
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    /// <summary>What it prints; anything but success fails the test.</summary>
    public static string Run(string file)
    {
        // The projects that it references are built: the tests reference them too.
        Command(TestData.Root, "build", file, "-c", Configuration, "-v", "q", "-p:BuildProjectReferences=false");
        return Command(TestData.Root, "run", file, "-c", Configuration, "--no-build");
    }

    private static string Configuration { get; } =
        AppContext.BaseDirectory.TrimEnd('/', '\\').EndsWith("release", StringComparison.OrdinalIgnoreCase) ? "Release" : "Debug";

    /// <summary>What <c>dotnet</c> prints in a folder; anything but success fails the test.</summary>
    public static string Command(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        BuildEnvironment.Enter(start);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"dotnet {string.Join(' ', arguments)} did not end within {Limit}.");
        }

        Assert.AreEqual(0, process.ExitCode, $"dotnet {string.Join(' ', arguments)}\n{output.Result}\n{error.Result}");
        return output.Result.ReplaceLineEndings("\n");
    }
}
