using System.Text.Json;

namespace FaceML.Bench.StockChain;

/// <summary>
/// <c>stock-chain</c>: ML.NET's own <c>LoadImages → ResizeImages → ExtractPixels → ApplyOnnxModel</c> beside <c>ml.Faces</c> on the same
/// files and the same network, and beside the network alone, which is the bound. Each measurement is a process of its own, so that peak
/// memory is that chain's; the chains take turns, so that a noisy machine is noisy to all.
/// </summary>
internal static class StockChainCommand
{
    private static readonly string[] Names = [.. ChainRuns.All.Keys];

    public static Command Create()
    {
        Setting<int> count = new("--count", 2000, "Images of LFW.");
        Setting<int> rounds = new("--rounds", 3, "Turns of each chain; the best one counts.");
        Option<string?> chain = new("--chain") { Description = "Measure this chain in this process and print it as JSON.", Hidden = true };
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("stock-chain", "ML.NET's own image chain beside ml.Faces on the same images and network.") { count, rounds,
            chain, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(chain) is { } name)
            {
                Console.WriteLine(JsonSerializer.Serialize(ChainRuns.Measure(name, parsed.GetValue(count))));
            }
            else
            {
                Compare(parsed.GetValue(count), parsed.GetValue(rounds), parsed.GetValue(json));
            }
        });
        return command;
    }

    private static void Compare(int count, int rounds, FileInfo? json)
    {
        ChainFiles.Prepare(count);
        Dictionary<string, ChainRun> best = [];
        for (int round = 0; round < rounds; round++)
        {
            foreach (string name in Names)
            {
                ChainRun run = InProcessOfItsOwn(name, count);
                if (!best.TryGetValue(name, out ChainRun? known) || run.ImagesPerSecond > known.ImagesPerSecond)
                {
                    best[name] = run;
                }
            }
        }

        Report report = new($"{count} images of LFW through the same network",
            "chain", "images/s", "ratio to ML.NET's own", "share of the bound", "peak MB", "largest difference of values to ML.NET's own");
        foreach (string part in Names.Select(n => n.Split(' ')[0]).Distinct())
        {
            ChainRun stock = best[$"{part} stock"], bound = best[$"{part} bound"];
            foreach (string name in Names.Where(n => n.StartsWith(part + " ", StringComparison.Ordinal)))
            {
                ChainRun run = best[name];
                bool comparable = run.Values.Length > 0 && run.Values.Length == stock.Values.Length;
                report.Add(
                    ChainRuns.Titles[name],
                    Text(run.ImagesPerSecond, "0"),
                    Text(run.ImagesPerSecond / stock.ImagesPerSecond, "0.00"),
                    Text(run.ImagesPerSecond / bound.ImagesPerSecond, "0.00"),
                    run.PeakMegabytes,
                    comparable ? Text(Difference(run.Values, stock.Values), "0.0E+0") : "–");
            }
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static float Difference(float[] a, float[] b) => a.Zip(b, (x, y) => MathF.Abs(x - y)).Max();

    private static ChainRun InProcessOfItsOwn(string name, int count) => JsonSerializer.Deserialize<ChainRun>(
        OwnProcess.Run("stock-chain", "--chain", name, "--count", count.ToString(CultureInfo.InvariantCulture)))!;

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
