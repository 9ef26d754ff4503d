using FaceML.TestKit;

namespace FaceML.Bench.Server;

/// <summary><c>faceml serve</c> of the built tool with folders of its own, and what it takes of the machine.</summary>
internal sealed class ToolServer : IAsyncDisposable
{
    private readonly ServedTool tool;
    private readonly TemporaryFolder folder;

    private ToolServer(ServedTool tool, TemporaryFolder folder) => (this.tool, this.folder) = (tool, folder);

    /// <summary>The tool that was built with this program.</summary>
    public static string BuiltTool { get; } = Path.Combine(DataSets.Root, "artifacts", "bin", "FaceML.Cli", "release", "FaceML.Cli.dll");

    /// <summary>Where the server listens.</summary>
    public Uri Address => tool.Address;

    /// <summary>All that the server may write to: its home, its temporary folder and its galleries.</summary>
    public string Folder => folder.Path;

    /// <summary>What the server has written to its log.</summary>
    public string Errors => tool.Errors;

    public bool HasExited => tool.Process.HasExited;

    public long ResidentMegabytes
    {
        get
        {
            tool.Process.Refresh();
            return tool.Process.WorkingSet64 >> 20;
        }
    }

    public int Threads
    {
        get
        {
            tool.Process.Refresh();
            return tool.Process.Threads.Count;
        }
    }

    /// <summary>Open descriptors; handles where the system has no such list.</summary>
    public int Descriptors
    {
        get
        {
            Process process = tool.Process;
            string list = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/fd");
            process.Refresh();
            return Directory.Exists(list) ? Directory.EnumerateFileSystemEntries(list).Count() : process.HandleCount;
        }
    }

    /// <summary>Starts the tool and waits until it says where it listens.</summary>
    /// <param name="arguments">Arguments of <c>faceml serve</c>.</param>
    /// <param name="configuration">Environment variables.</param>
    /// <exception cref="InvalidOperationException">The server did not start.</exception>
    public static Task<ToolServer> StartAsync(IEnumerable<string> arguments, params (string Name, string Value)[] configuration) =>
        StartBuildAsync(BuiltTool, arguments, configuration);

    /// <summary>Starts a build of the tool and waits until it says where it listens.</summary>
    /// <param name="tool">The tool's assembly.</param>
    /// <param name="arguments">Arguments of <c>faceml serve</c>.</param>
    /// <param name="configuration">Environment variables.</param>
    /// <exception cref="InvalidOperationException">The server did not start.</exception>
    public static async Task<ToolServer> StartBuildAsync(
        string tool, IEnumerable<string> arguments, params (string Name, string Value)[] configuration)
    {
        TemporaryFolder folder = new();
        try
        {
            string home = Directory.CreateDirectory(folder["home"]).FullName;
            Dictionary<string, string> environment = configuration.ToDictionary(variable => variable.Name, variable => variable.Value);
            foreach (string variable in (string[])["HOME", "TMPDIR", "TEMP", "TMP"])
            {
                environment[variable] = home;
            }

            string[] own = ["--url", "http://127.0.0.1:0", "--galleries", folder["galleries"]];
            return new(await ServedTool.StartAsync(tool, folder, [.. own, .. arguments], environment), folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await tool.DisposeAsync();
        folder.Dispose();
    }
}
