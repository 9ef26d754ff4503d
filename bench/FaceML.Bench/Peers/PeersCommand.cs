using FaceML.Bench.StockChain;
using FaceML.TestKit;

namespace FaceML.Bench.Peers;

/// <summary>
/// <c>peers</c>: the whole way from image files to embeddings, by FaceML and by what people would use instead, on the same images and with
/// the same networks, and beside the networks alone, which are the bound. Each turn of each peer is a process of its own, so that peak
/// memory is that peer's; the peers take turns, and ratios are taken within a turn, so that a noisy machine is noisy to all.
/// </summary>
internal static class PeersCommand
{
    private const int Large = 200, Small = 1000;

    public static Command Create()
    {
        Option<int?> images = new("--images") { Description = $"Images: {Small} of LFW, {Large} large ones where not said." };
        Option<bool> large = new("--large") { Description = "Images of 20 megapixels with several faces, made from LFW." };
        Setting<string> preset = new("--preset", "fast", "The recipe: fast or balanced.");
        preset.AcceptOnlyFromAmong("fast", FaceRecognizerOptions.DefaultPreset);
        Setting<int> rounds = new("--rounds", 5, "Turns of each peer.");
        Option<string[]> only = new("--only")
        {
            Description = $"These peers, and FaceML: {string.Join(", ", Peer.All.Select(peer => peer.Name))}.",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<FileInfo?> yunet = new("--yunet")
        {
            Description = "The YuNet file for OpenCV's FaceDetectorYN. Default: what FACEML_YUNET names.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("FACEML_YUNET") is { Length: > 0 } path ? new(path) : null,
        };
        Option<DirectoryInfo?> node = PathOption.Folder("--node", "A folder whose node_modules hold onnxruntime-node and sharp.");
        Option<FileInfo?> json = Report.FileOption();
        Option<string?> peer = new("--peer") { Description = "Measure this peer in this process and print it as JSON.", Hidden = true };
        Option<FileInfo?> task = new("--task") { Description = "What to measure.", Hidden = true };
        Command command = new("peers", "Image files to embeddings: FaceML beside what people would use instead, and beside the networks.")
        {
            images, large, preset, rounds, only, yunet, node, json, peer, task,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(peer) is { } name)
            {
                Console.WriteLine(Peer.Find(name).Measure!(PeerTask.Load(parsed.GetValue(task)!)).ToJson());
                return;
            }

            using TemporaryFolder folder = new();
            bool isLarge = parsed.GetValue(large);
            int count = parsed.GetValue(images) ?? (isLarge ? Large : Small);
            if (isLarge)
            {
                Console.Error.WriteLine($"Making {count} images.");
            }

            string[] files = isLarge ? LargeImages.Write(folder.Path, count) : ChainFiles.Images(count);
            PeerTask all = PeerTask.Create(parsed.GetValue(preset)!, files, warmUp: isLarge ? 4 : 32, compared: isLarge ? 16 : 200) with
            {
                YuNet = parsed.GetValue(yunet)?.FullName,
            };
            string[] chosen = parsed.GetValue(only) ?? [];
            Array.ForEach(chosen, one => Peer.Find(one));
            var comparison = new PeerComparison(all, folder, isLarge ? "images of 20 megapixels" : "images of LFW");
            comparison.Run([.. Peer.All.Where(one => chosen.Length == 0 || one.Name == Peer.FaceML || chosen.Contains(one.Name))],
                parsed.GetValue(node), parsed.GetValue(rounds));
            comparison.Write(parsed.GetValue(json));
        });
        return command;
    }
}
