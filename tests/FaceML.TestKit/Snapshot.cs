using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace FaceML.TestKit;

/// <summary>Compares text with a file beside the test. What came is written to NAME.received.txt when it differs.</summary>
public static class Snapshot
{
    /// <summary>Compares <paramref name="actual"/> with <c>NAME.approved.EXTENSION</c> beside the calling source file.</summary>
    public static void AssertApproved(string actual, string name, string extension = "txt", [CallerFilePath] string caller = "")
    {
        string folder = SourceFolder(Assembly.GetCallingAssembly(), caller);
        Compare(actual, Path.Combine(folder, $"{name}.approved.{extension}"));
    }

    private static void Compare(string actual, string approved)
    {
        string wanted = File.Exists(approved) ? Normalize(File.ReadAllText(approved)) : "";
        string got = Normalize(actual);
        string received = approved.Replace(".approved.", ".received.", StringComparison.Ordinal);
        if (wanted == got)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, got);
        string[] before = wanted.Split('\n'), after = got.Split('\n');
        int line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.Fail($"{Path.GetFileName(approved)} differs first at line {line + 1}.\n"
            + $"approved: {before.ElementAtOrDefault(line) ?? "(end)"}\nreceived: {after.ElementAtOrDefault(line) ?? "(end)"}\n"
            + $"If the change is meant, replace {approved} by {received}.");
    }

    // The path of the caller is that of the compiling machine (deterministic builds may map it): only its tail below the project is used.
    private static string SourceFolder(Assembly assembly, string caller)
    {
        string project = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "TestProjectDirectory").Value!;
        string name = Path.GetFileName(project);
        string[] parts = Path.GetDirectoryName(caller)!.Split('/', '\\');
        int at = Array.LastIndexOf(parts, name);
        return Path.Combine([project, .. parts.Skip(at + 1)]);
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimEnd() + "\n";
}
