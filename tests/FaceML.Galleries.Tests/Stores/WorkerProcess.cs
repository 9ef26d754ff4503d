using System.Diagnostics;
using System.Globalization;

namespace FaceML.Galleries.Tests.Stores;

/// <summary>Another process that enrolls into a gallery, one person after the other (FaceML.Galleries.Worker).</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process process;
    private readonly List<string> acknowledged = [];

    public WorkerProcess(string gallery, string prefix, int count, int seed)
    {
        string[] arguments =
            [Path.Combine(AppContext.BaseDirectory, "FaceML.Galleries.Worker.dll"), gallery, prefix,
            count.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture)];
        process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, line) => Errors += line.Data is null ? "" : line.Data + "\n";
        process.BeginErrorReadLine();
    }

    /// <summary>Whom it said to have enrolled; the line that it was killed in does not count.</summary>
    public IReadOnlyList<string> Acknowledged => acknowledged;

    /// <summary>The last line, if it was an error.</summary>
    public string? Error { get; private set; }

    public string Errors { get; private set; } = "";

    public int ExitCode => process.ExitCode;

    /// <summary>Reads until it has said so many, or ended.</summary>
    public void ReadUntil(int count)
    {
        while (acknowledged.Count < count && process.StandardOutput.ReadLine() is { } line)
        {
            Take(line);
        }
    }

    /// <summary>Ends it at once, as kill -9 does, and reads what it had said.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
        string rest = process.StandardOutput.ReadToEnd();
        foreach (string line in rest.Split('\n')[..^1])
        {
            Take(line);
        }
    }

    /// <summary>Waits for its end.</summary>
    public void Finish()
    {
        ReadUntil(int.MaxValue);
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private void Take(string line)
    {
        if (line.StartsWith("error ", StringComparison.Ordinal))
        {
            Error = line;
        }
        else if (line != "ready")
        {
            acknowledged.Add(line);
        }
    }
}
