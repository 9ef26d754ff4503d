using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using FaceML.Vision;

namespace FaceML.Cli;

/// <summary><c>faceml networks bench</c>: what a run of each network costs on this machine.</summary>
internal static class NetworkBenchCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var name = new Argument<string?>("name") { Description = "One network; all when left out.", Arity = ArgumentArity.ZeroOrOne };
        var runs = new Option<int>("--runs") { Description = "Runs a network; the median counts.", DefaultValueFactory = _ => 30 };
        var command = new Command("bench", "The median time of one run of one picture, one thread, without the pixels' way in.") { name, runs };
        command.SetAction(parsed =>
        {
            NetworkCatalog catalog = NetworkCatalog.Default();
            IReadOnlyList<NetworkEntry> entries = parsed.GetValue(name) is { } one ? [catalog.Find(one)] : catalog.Entries;
            int count = parsed.GetValue(runs);
            if (count < 1)
            {
                throw new ToolException($"--runs is at least 1; it is {count}.");
            }

            ToolTable.Write(terminal, ["name", "input", "median ms", "fastest ms"], entries.Where(entry => entry.Check(out _) == NetworkState.Ready).SelectMany(entry => Measure(entry, count)));
            return ExitCode.Success;
        });
        return command;
    }

    private static IEnumerable<string[]> Measure(NetworkEntry entry, int count)
    {
        using OnnxNetwork network = entry.Load();
        List<string[]> rows = [];
        foreach (OnnxNetwork part in (OnnxNetwork[])[network, .. network.Stages])
        {
            using NetworkRun run = part.Rent();
            run.Input().Clear();
            run.Execute();
            double[] times = [.. Enumerable.Range(0, count).Select(_ =>
            {
                long start = Stopwatch.GetTimestamp();
                run.Execute();
                return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }).Order()];
            rows.Add([part.Card.Name, $"{run.Width}×{run.Height}", Text(times[count / 2]), Text(times[0])]);
        }

        return rows;
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
