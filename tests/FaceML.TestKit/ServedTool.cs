using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace FaceML.TestKit;

/// <summary>
/// <c>faceml serve</c> as a user starts it: a process of its own, in a folder of its own that is its home too, on a free port of this
/// machine; and a client for it.
/// </summary>
public sealed class ServedTool : IAsyncDisposable
{
    private const string Announcement = "Serving ";

    private readonly StringBuilder errors;

    private ServedTool(Process process, StringBuilder errors, Uri address)
    {
        (Process, this.errors) = (process, errors);
        Client = new HttpClient { BaseAddress = address };
    }

    /// <summary>The server's process.</summary>
    public Process Process { get; }

    /// <summary>A client of the server.</summary>
    public HttpClient Client { get; }

    /// <summary>What was written as errors and log so far.</summary>
    public string Errors => TextOf(errors);

    /// <summary>The server's address.</summary>
    public Uri Address => Client.BaseAddress!;

    /// <summary>The arguments that let a test's server listen on a free port, with the quickest preset.</summary>
    public static string[] Quick { get; } = ["--url", "http://127.0.0.1:0", "--preset", "fast"];

    /// <summary>Starts the tool and waits until it says where it serves.</summary>
    /// <param name="tool">The tool's assembly.</param>
    /// <param name="folder">The current folder, and the home.</param>
    /// <param name="arguments">The arguments after <c>serve</c>.</param>
    /// <param name="environment">Further variables.</param>
    public static async Task<ServedTool> StartAsync(
        string tool, TemporaryFolder folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [tool, "serve", .. arguments])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["FACEML_HOME"] = folder["home"] },
        };
        foreach (string name in start.Environment.Keys.Where(IsOfServer).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        StringBuilder errors = new();
        process.ErrorDataReceived += (_, written) => Add(errors, written.Data);
        process.BeginErrorReadLine();
        string? line = await process.StandardOutput.ReadLineAsync();
        if (line?.StartsWith(Announcement, StringComparison.Ordinal) == true)
        {
            return new ServedTool(process, errors, new Uri(line[Announcement.Length..].Split(": the page", 2)[0]));
        }

        await process.WaitForExitAsync();
        process.Dispose();
        throw new InvalidOperationException($"The server did not start: {line}{TextOf(errors)}");
    }

    /// <summary>Sends a signal, <c>TERM</c> or <c>INT</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", Process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code and what was written as errors and log.</returns>
    public async Task<(int Code, string Errors)> ExitAsync()
    {
        await Process.WaitForExitAsync();
        return (Process.ExitCode, Errors);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Process.Kill();
        await Process.WaitForExitAsync();
        Process.Dispose();
    }

    private static void Add(StringBuilder errors, string? line)
    {
        if (line is not null)
        {
            lock (errors)
            {
                errors.Append(line).Append('\n');
            }
        }
    }

    private static string TextOf(StringBuilder errors)
    {
        lock (errors)
        {
            return errors.ToString();
        }
    }

    // What the environment of whoever runs the tests says to servers.
    private static bool IsOfServer(string name) =>
        name.StartsWith("FaceML__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("OTEL_", StringComparison.Ordinal)
        || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("Kestrel__", StringComparison.OrdinalIgnoreCase)
        || name is "FACEML_NETWORKS";
}
