using System.Text.Json;

namespace FaceML.Cli;

/// <summary><c>faceml networks bench</c>: what a run of each network costs on this machine.</summary>
internal static class NetworkBenchCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var names = new Argument<string[]>("name") { Description = "Networks; all when left out.", Arity = ArgumentArity.ZeroOrMore };
        var runs = new NumberOption<int>("--runs", NumberRange.Between(1, 10_000))
        {
            Description = "Runs of each setting, 1 to 10,000.",
            DefaultValueFactory = _ => 30,
        };
        var batches = new NumbersOption<int>("--batch", NumberRange.Between(1, OnnxNetwork.MaxBatch))
        {
            Description = "Images a run, for networks that take several; a detector's images come one by one.",
            DefaultValueFactory = _ => [1, 8, 32],
        };
        var sizes = new NumbersOption<int>("--size", NumberRange.Between(1, 4096))
        {
            Description = "Sides of the square that a network without a fixed size is shown, beside its card's own.",
            DefaultValueFactory = _ => [320, 640],
        };
        var threads = new NumbersOption<int>("--threads", NumberRange.Between(1, 256))
        {
            Description = "Threads a run.",
            DefaultValueFactory = _ => [1, 2],
        };
        var json = new Option<bool>("--json") { Description = "One JSON object a setting, a line each." };
        var command = new Command("bench", "What a run costs here: median and 95th percentile, without the pixels' way in.") { names, runs,
            batches, sizes, threads, json };
        command.SetAction((parsed, cancellation) =>
        {
            NetworkBench bench = new(parsed.GetValue(runs), parsed.GetValue(batches)!, parsed.GetValue(sizes)!, parsed.GetValue(threads)!);
            NetworkCatalog catalog = NetworkCatalog.Default();
            NetworkEntry[] entries = parsed.GetValue(names) is { Length: > 0 } wanted
                ? [.. wanted.Select(catalog.Find)]
                : [.. catalog.Entries.Where(entry => entry.Check(out _) == NetworkState.Ready)];
            List<NetworkBench.Cost> costs = [];
            foreach (NetworkEntry entry in entries)
            {
                costs.AddRange(ToolProgress.Wait(
                    terminal, $"running {entry.Card.Name}", () => bench.Measure(entry, cancellation), cancellation));
            }

            Write(terminal, costs, parsed.GetValue(json));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void Write(ToolTerminal terminal, List<NetworkBench.Cost> costs, bool json)
    {
        if (json)
        {
            costs.ForEach(cost => terminal.Output.WriteLine(JsonSerializer.Serialize(cost, AnswerJson.Options)));
            return;
        }

        terminal.Remark("milliseconds a run: median and 95th percentile; each: the median, an image");
        ToolTable.Write(terminal, ["name", "input", "batch", "threads", "ms", "95 % ms", "ms each"], costs.Select(cost => (string[])
        [
            cost.Name, $"{cost.Width}×{cost.Height}", $"{cost.Batch}", $"{cost.Threads}", Text(cost.MedianMs), Text(cost.P95Ms),
            Text(cost.MedianMs / cost.Batch),
        ]));
    }

    private static string Text(double value) => value.ToString(value < 100 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}
