using System.ComponentModel;

namespace FaceML.Bench.Peers;

/// <summary>Node with onnxruntime-node and sharp: <c>Node/peer.mjs</c>, beside modules that are installed on demand.</summary>
internal static class NodePeer
{
    private const string Script = "peer.mjs", Package = "package.json";

    private static string Sources => Path.Combine(DataSets.Root, "bench", "FaceML.Bench", "Peers", "Node");

    /// <summary>Lays the script beside its modules, and installs them where they are not there yet.</summary>
    /// <param name="folder">A folder with the modules, or null for one of the bench's own.</param>
    /// <param name="missing">Why there is none; null where there is.</param>
    /// <returns>The script.</returns>
    public static string? Prepare(DirectoryInfo? folder, out string? missing)
    {
        string home = Directory.CreateDirectory(folder?.FullName ?? Path.Combine(DataSets.Artifacts, "node")).FullName;
        missing = null;
        try
        {
            if (!Directory.Exists(Path.Combine(home, "node_modules", "onnxruntime-node"))
                || !Directory.Exists(Path.Combine(home, "node_modules", "sharp")))
            {
                File.Copy(Path.Combine(Sources, Package), Path.Combine(home, Package), overwrite: true);
                OwnProcess.Run(new ProcessStartInfo("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"])
                {
                    WorkingDirectory = home,
                });
            }

            string script = Path.Combine(home, Script);
            File.Copy(Path.Combine(Sources, Script), script, overwrite: true);
            return script;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            missing = $"its modules could not be installed: {e.Message}";
            return null;
        }
    }

    public static PeerRun Measure(string script, string taskFile) =>
        PeerRun.Parse(OwnProcess.Run(new ProcessStartInfo("node", [script, taskFile])));
}
