using System.Diagnostics;
using System.Diagnostics.Metrics;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>
/// What the time of a command goes to, from the meters <c>FaceML.Imaging</c> and <c>FaceML.Networks</c>: begins when it is made, is printed
/// to standard error when it is disposed. Thread-safe.
/// </summary>
internal sealed class StageTimings : IDisposable
{
    private readonly ToolTerminal terminal;
    private readonly MeterListener listener = new();
    private readonly Dictionary<string, Stage> stages = [];
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly TimeSpan processor = Environment.CpuUsage.TotalTime;

    public StageTimings(ToolTerminal terminal)
    {
        this.terminal = terminal;
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Name is DecodeMeter.Name or NetworkMeter.Name)
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Add(tags, seconds));
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds, used = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        (string Name, Stage Stage)[] measured =
            [.. stages.Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value.Seconds)];
        double rest = Math.Max(0, used - measured.Sum(pair => pair.Stage.Seconds));
        Table table = new Table().Border(TableBorder.Minimal).AddColumn("stage");
        foreach (string heading in (string[])["times", "seconds", "ms each", "% of the processor's time"])
        {
            table.AddColumn(new TableColumn(heading) { Alignment = Justify.Right });
        }

        foreach ((string name, Stage stage) in measured)
        {
            table.AddRow(Markup.Escape(name), Text(stage.Count, "N0"), Text(stage.Seconds, "0.00"),
                Text(stage.Seconds / stage.Count * 1000, "0.00"), Text(stage.Seconds / used * 100, "0.0"));
        }

        table.AddRow("all else", "", Text(rest, "0.00"), "", Text(rest / used * 100, "0.0"));
        terminal.Error.Write(table);
        terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{elapsed:0.00} s on the clock, {used:0.00} s of the processor's time."));
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private void Add(ReadOnlySpan<KeyValuePair<string, object?>> tags, double seconds)
    {
        string name = "decoding";
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            name = tag.Key == NetworkMeter.NetworkTag ? (string)tag.Value! : name;
        }

        lock (stages)
        {
            Stage before = stages.GetValueOrDefault(name);
            stages[name] = new(before.Count + 1, before.Seconds + seconds);
        }
    }

    private readonly record struct Stage(int Count, double Seconds);
}
