using System.Text.Json;
using FaceML.Bench.Server;
using FaceML.TestKit;

namespace FaceML.Bench.Peers;

/// <summary><c>faceml embed</c> as a user starts it: the start of the process, the networks' loading and the written file count.</summary>
internal static class ToolPeer
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Why there is no tool; null where there is.</summary>
    public static string? Missing() => File.Exists(ToolServer.BuiltTool) ? null : $"{ToolServer.BuiltTool} is not built";

    public static PeerRun Measure(PeerTask task)
    {
        using TemporaryFolder folder = new();
        string images = Directory.CreateDirectory(folder["images"]).FullName, output = folder["faces.jsonl"];
        foreach ((int i, string file) in task.Files.Index())
        {
            File.CreateSymbolicLink(Path.Combine(images, $"{i:D6}{Path.GetExtension(file)}"), file);
        }

        long start = Stopwatch.GetTimestamp(), peak = 0;
        string[] arguments = [ToolServer.BuiltTool, "embed", images, "--preset", task.Preset, "--out", output];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        while (!process.WaitForExit(Look))
        {
            process.Refresh();
            peak = Math.Max(peak, PeakOf(process));
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"faceml embed ended with exit code {process.ExitCode}: {errors.Result}");
        }

        List<PeerFace>[] first = [.. Enumerable.Range(0, task.Compared).Select(_ => new List<PeerFace>())];
        int faces = 0;
        foreach (string line in File.ReadLines(output))
        {
            faces++;
            using var json = JsonDocument.Parse(line);
            string name = Path.GetFileNameWithoutExtension(json.RootElement.GetProperty("file").GetString()!);
            int index = int.Parse(name, System.Globalization.CultureInfo.InvariantCulture);
            if (index < first.Length)
            {
                first[index].Add(new(Numbers(json.RootElement, "box"), Numbers(json.RootElement, "vector")));
            }
        }

        return new PeerRun(task.Files.Length, faces, seconds, peak, [.. first.Select(list => list.ToArray())]);
    }

    // Zero once the process has ended.
    private static long PeakOf(Process process)
    {
        try
        {
            return process.PeakWorkingSet64 >> 20;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    private static float[] Numbers(JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(number => number.GetSingle())];
}
