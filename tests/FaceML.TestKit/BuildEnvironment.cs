using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FaceML.TestKit;

/// <summary>
/// The environment of builds that tests start, and of what these made: nothing of the build that runs the tests, and no node of MSBuild
/// that outlives them. Whether the compiler's server compiles is said by the environment of the tests: it does not hold their streams.
/// </summary>
public static class BuildEnvironment
{
    private static readonly string[] Builds = ["build", "pack", "publish", "new", "tool"];

    /// <summary>Prepares a start of <c>dotnet</c>, or of a program that it made.</summary>
    /// <param name="start">What is to be started.</param>
    public static void Enter(ProcessStartInfo start)
    {
        foreach (string name in start.Environment.Keys.Where(IsOfTheTests).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        // A node or a server of MSBuild would keep the streams open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        // Tests run a project per core: a build that takes two cores starts a second node, and counts what is hot, for nothing.
        if (start.FileName == "dotnet" && start.ArgumentList.FirstOrDefault() is { } command && Builds.Contains(command))
        {
            start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
            start.Environment["DOTNET_TieredPGO"] = "0";
        }
    }

    private static bool IsOfTheTests(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);
}
