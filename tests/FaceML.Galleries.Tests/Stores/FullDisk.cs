using System.Diagnostics;

namespace FaceML.Galleries.Tests.Stores;

/// <summary>
/// A small disk that fills up: a tmpfs in a mount namespace of its own (unshare), or, where the system does not allow that to this user, a
/// limit on the size of each file (ulimit -f with SIGXFSZ ignored), past which writes fail likewise.
/// </summary>
internal sealed class FullDisk : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Whether a tmpfs can be mounted here.</summary>
    public static bool IsMountable { get; } = OperatingSystem.IsLinux() && Run(
        "unshare", ["--user", "--map-root-user", "--mount", "bash", "-c", "mount -t tmpfs -o size=1m tmpfs /tmp"]).ExitCode == 0;

    /// <summary>What the worker left on the disk, after it ended.</summary>
    public string Kept => folder.File("kept");

    /// <summary>Runs the worker on a disk with the files of a folder, then opens the gallery on the disk as it is, and keeps its
    /// files.</summary>
    /// <returns>The lines of the worker, and of the second opening.</returns>
    public string[] RunWorker(string source, int bytes, string arguments)
    {
        string disk = Directory.CreateDirectory(folder.File("disk")).FullName;
        Directory.CreateDirectory(Kept);
        string worker = Path.Combine(AppContext.BaseDirectory, "FaceML.Galleries.Worker.dll");
        // .NET's protection of compiled code needs a memory file that is larger than the limit.
        string script = string.Create(CultureInfo.InvariantCulture, $$"""
            cp -a '{{source}}/.' '{{disk}}' || exit 90
            {{(IsMountable ? "" : $"(trap '' XFSZ; ulimit -f {bytes / 1024}; export DOTNET_EnableWriteXorExecute=0;")}}
            dotnet '{{worker}}' '{{disk}}/door.faces' {{arguments}}
            echo "exit $?"
            dotnet '{{worker}}' '{{disk}}/door.faces' again 0 1
            echo "exit $?"
            {{(IsMountable ? "" : ")")}}
            cp -a '{{disk}}/.' '{{Kept}}' || exit 91
            """);
        (int code, string output, string errors) = IsMountable
            ? Run("unshare", ["--user", "--map-root-user", "--mount", "bash", "-c",
                string.Create(CultureInfo.InvariantCulture, $"mount -t tmpfs -o size={bytes} tmpfs '{disk}' || exit 92\n{script}")])
            : Run("bash", ["-c", script]);
        Assert.AreEqual(0, code, output + errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose() => folder.Dispose();

    private static (int ExitCode, string Output, string Errors) Run(string program, string[] arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, errors.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (127, "", $"{program} is not installed.");
        }
    }
}
