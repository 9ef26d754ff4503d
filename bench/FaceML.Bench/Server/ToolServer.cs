using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FaceML.Bench.Server;

/// <summary><c>faceml serve</c> of the built tool as a process of its own, on a free port, with folders of its own.</summary>
internal sealed partial class ToolServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly List<string> errors = [];

    private ToolServer(Process process, string folder) => (this.process, Folder) = (process, folder);

    /// <summary>The tool that was built with this program.</summary>
    public static string BuiltTool { get; } = Path.Combine(DataSets.Root, "artifacts", "bin", "FaceML.Cli", "release", "FaceML.Cli.dll");

    /// <summary>Where the server listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>All that the server may write to: its home, its temporary folder and its galleries.</summary>
    public string Folder { get; }

    /// <summary>What the server has written to its log.</summary>
    public string Errors
    {
        get
        {
            lock (errors)
            {
                return string.Join('\n', errors);
            }
        }
    }

    public bool HasExited => process.HasExited;

    public long ResidentMegabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 >> 20;
        }
    }

    /// <summary>Open descriptors; handles where the system has no such list.</summary>
    public int Descriptors
    {
        get
        {
            string list = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/fd");
            process.Refresh();
            return Directory.Exists(list) ? Directory.EnumerateFileSystemEntries(list).Count() : process.HandleCount;
        }
    }

    /// <summary>Starts the tool and waits until it says where it listens.</summary>
    /// <param name="arguments">Arguments of <c>faceml serve</c>.</param>
    /// <param name="configuration">Environment variables.</param>
    /// <exception cref="InvalidOperationException">The server did not start.</exception>
    public static ToolServer Start(IEnumerable<string> arguments, params (string Name, string Value)[] configuration) =>
        StartBuild(BuiltTool, arguments, configuration);

    /// <summary>Starts a build of the tool and waits until it says where it listens.</summary>
    /// <param name="tool">The tool's assembly.</param>
    /// <param name="arguments">Arguments of <c>faceml serve</c>.</param>
    /// <param name="configuration">Environment variables.</param>
    /// <exception cref="InvalidOperationException">The server did not start.</exception>
    public static ToolServer StartBuild(string tool, IEnumerable<string> arguments, params (string Name, string Value)[] configuration)
    {
        string folder = Directory.CreateDirectory(Path.Combine(DataSets.Artifacts, $"server-{Guid.NewGuid():N}")).FullName;
        string[] command =
            ["exec", tool, "serve", "--url", "http://127.0.0.1:0", "--galleries", Path.Combine(folder, "galleries"), .. arguments];
        var start = new ProcessStartInfo("dotnet", command)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (string variable in (string[])["HOME", "TMPDIR", "TEMP", "TMP"])
        {
            start.Environment[variable] = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        }

        foreach ((string name, string value) in configuration)
        {
            start.Environment[name] = value;
        }

        ToolServer server = new(Process.Start(start)!, folder);
        try
        {
            server.WaitForAddress();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void WaitForAddress()
    {
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                address.TrySetException(new InvalidOperationException($"The server ended before it listened. {Errors}"));
            }
            else if (ListeningAt().Match(line.Data) is { Success: true } match)
            {
                address.TrySetResult(match.Value);
            }
        };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                errors.Add(line.Data ?? "");
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!address.Task.Wait(Patience))
        {
            throw new InvalidOperationException($"The server did not say where it listens within {Patience}. {Errors}");
        }

        Address = new Uri(address.Task.Result);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex ListeningAt();
}
