using FaceML.TestKit;

namespace FaceML.Bench.Peers;

/// <summary>Peers that take turns on the same files, and the tables of what came of it.</summary>
internal sealed class PeerComparison(PeerTask task, TemporaryFolder folder, string images)
{
    // Files of a trial: enough to tell layouts apart.
    private const int TrialFiles = 100;

    private readonly List<(Peer Peer, PeerLayout Layout, List<PeerRun> Turns)> measured = [];

    private readonly List<(Peer Peer, string Reason)> skipped = [];

    private string? nodeScript;

    private PeerRun? stages;

    /// <summary>Measures the peers that are installed here.</summary>
    /// <param name="peers">FaceML first.</param>
    /// <param name="node">A folder with Node's modules, or null.</param>
    /// <param name="rounds">Turns of each.</param>
    public void Run(Peer[] peers, DirectoryInfo? node, int rounds)
    {
        stages = Turn(Peer.InStages, task);
        foreach (Peer peer in peers)
        {
            if (Missing(peer, node) is { } reason)
            {
                skipped.Add((peer, reason));
                Console.Error.WriteLine($"Skipped {peer.Name}: {reason}.");
                continue;
            }

            measured.Add((peer, BestLayout(peer), []));
        }

        for (int round = 0; round < rounds; round++)
        {
            foreach ((Peer peer, PeerLayout layout, List<PeerRun> turns) in measured)
            {
                turns.Add(Turn(peer, task with { Layout = layout }));
                Console.Error.WriteLine($"Turn {round + 1}, {peer.Name}: {Text(turns[^1].ImagesPerSecond, "0.0")} images/s.");
            }
        }
    }

    /// <summary>Prints the tables, and writes them to a file too.</summary>
    public void Write(FileInfo? json)
    {
        Report[] reports = [.. new[] { Peers(), Stages(), Skipped() }.OfType<Report>()];
        foreach (Report report in reports)
        {
            report.Print(Console.Out);
            Console.WriteLine();
        }

        Report.Write(json, reports);
    }

    private Report Peers()
    {
        Report report = new($"{task.Files.Length} {images}, preset {task.Preset}, {measured[0].Turns.Count} turns",
            "peer", "workers × threads", "images/s, median", "range", "ratio to FaceML, median", "range of the ratio", "peak MB", "faces",
            "faces as FaceML's", "cosine to FaceML's, median", "smallest");
        double[] own = [.. measured[0].Turns.Select(turn => turn.ImagesPerSecond)];
        foreach ((Peer peer, PeerLayout layout, List<PeerRun> turns) in measured)
        {
            double[] rates = [.. turns.Select(turn => turn.ImagesPerSecond)], ratios = [.. rates.Zip(own, (rate, other) => rate / other)];
            bool isBound = peer.Name == Peer.Bound;
            var agreement = PeerAgreement.Between(stages!.First, turns[^1].First);
            report.Add(
                peer.Title,
                turns[^1].Chosen ?? layout.ToString(),
                Text(Median(rates), "0.0"),
                $"{Text(rates.Min(), "0.0")}–{Text(rates.Max(), "0.0")}",
                Text(Median(ratios), "0.00"),
                $"{Text(ratios.Min(), "0.00")}–{Text(ratios.Max(), "0.00")}",
                isBound ? "–" : turns.Max(turn => turn.PeakMegabytes),
                isBound ? "–" : turns[^1].Faces,
                isBound ? "–" : $"{agreement.Matched} of {agreement.Reference}",
                isBound ? "–" : Text(agreement.Median, "0.0000"),
                isBound ? "–" : Text(agreement.Least, "0.0000"));
        }

        return report;
    }

    // What FaceML's workers did beside the networks. The bound's time counts once a core, as a worker's does.
    private Report? Stages()
    {
        if (measured.Find(one => one.Peer.Name == Peer.Bound) is not { Turns: { Count: > 0 } turns })
        {
            return null;
        }

        NetworkImages runs = stages!.Runs!;
        string[] shares = [$"{runs.Detector} detector, {runs.Landmarks} landmarks", $"{runs.Embedder} embedder"];
        double[] networks = [.. turns[0].Stages!.Select((_, i) => Median([.. turns.Select(turn => turn.Stages![i].Seconds)]) * Cores)];
        Report report = new("Where FaceML's workers spend their time; ms of a worker an image",
            "step", "images through networks", "whole", "networks alone", "outside");
        foreach ((int i, PeerStage stage) in stages.Stages!.Index())
        {
            double alone = i switch
            {
                0 => 0,
                1 => networks[0] + networks[1],
                _ => networks[2],
            };
            report.Add(stage.Name, i == 0 ? "–" : shares[i - 1], PerImage(stage.Seconds), PerImage(alone), PerImage(stage.Seconds - alone));
        }

        double idle = stages.Seconds * Cores - stages.Stages!.Sum(stage => stage.Seconds);
        report.Add("waiting for the last image", "–", PerImage(idle), PerImage(0), PerImage(idle));
        report.Add("all", "–", PerImage(stages.Seconds * Cores), PerImage(networks.Sum()),
            PerImage(stages.Seconds * Cores - networks.Sum()));
        return report;
    }

    private Report? Skipped()
    {
        if (skipped.Count == 0)
        {
            return null;
        }

        Report report = new("Skipped", "peer", "why");
        foreach ((Peer peer, string reason) in skipped)
        {
            report.Add(peer.Title, reason);
        }

        return report;
    }

    private string? Missing(Peer peer, DirectoryInfo? node)
    {
        string? reason = null;
        switch (peer.Name)
        {
            case Peer.Tool:
                return ToolPeer.Missing();
            case Peer.OpenCv:
                return OpenCvWorker.Missing();
            case Peer.OpenCvYuNet:
                return OpenCvYuNetWorker.Missing(task);
            case Peer.Node:
                nodeScript = NodePeer.Prepare(node, out reason);
                break;
        }

        return reason;
    }

    private PeerLayout BestLayout(Peer peer)
    {
        string[] files = [.. task.Files.Take(Math.Min(TrialFiles, Math.Max(task.WarmUp * 2, 8)))];
        return peer.Layouts.Length == 1 ? peer.Layouts[0] : peer.Layouts.Distinct().MaxBy(layout =>
            Turn(peer, task with { Files = files, Compared = 0, Layout = layout }).ImagesPerSecond)!;
    }

    private PeerRun Turn(Peer peer, PeerTask turn)
    {
        string file = folder["task.json"];
        (turn with { Runs = stages?.Runs }).Save(file);
        return peer.Name switch
        {
            Peer.Tool => ToolPeer.Measure(turn),
            Peer.Node => NodePeer.Measure(nodeScript!, file),
            _ => PeerRun.Parse(OwnProcess.Run("peers", "--peer", peer.Name, "--task", file)),
        };
    }

    private static int Cores => Environment.ProcessorCount;

    private string PerImage(double seconds) => Text(seconds / task.Files.Length * 1000, "0.00");

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
