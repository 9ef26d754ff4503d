using System.Diagnostics.Metrics;
using FaceML.Bench.Server;
using FaceML.Verification;

namespace FaceML.Bench.Overhead;

/// <summary>
/// <c>verify-cost</c>: two image files verified by one object that is kept, and by the tool as a process of its own; in turns, so that a
/// noisy machine disturbs them alike. Beside each what its decoding and its networks take by themselves, by the library's own meters: the
/// images of one verification are looked at side by side, so its latency may be below their sum.
/// </summary>
internal static class VerifyCostCommand
{
    public static Command Create()
    {
        Setting<int> rounds = new("--rounds", 15, "How often each is timed.");
        Setting<string> preset = new("--preset", "balanced", "The preset.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("verify-cost", "Latency of one verification, kept and as a process, beside networks and decoding.")
        {
            rounds, preset, json,
        };
        command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetValue(preset)!, parsed.GetValue(json)));
        return command;
    }

    private static void Run(int rounds, string preset, FileInfo? json)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        (string a, string b) = (DataSets.Samples[0], DataSets.Samples[2]);
        using FaceVerifier verifier = FaceVerifier.Create(new() { Recognition = Recognition.FaceRecognizerOptions.Preset(preset) });
        double measured = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Meter.Name is DecodeMeter.Name or NetworkMeter.Name)
                {
                    all.EnableMeasurementEvents(instrument);
                }
            },
        };
        var gate = new Lock();
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) =>
        {
            lock (gate)
            {
                measured += seconds;
            }
        });
        listener.Start();

        double[] kept = new double[rounds], parts = new double[rounds], process = new double[rounds];
        for (int round = -3; round < rounds; round++)
        {
            measured = 0;
            long start = Stopwatch.GetTimestamp();
            verifier.Verify(a, b);
            double one = Stopwatch.GetElapsedTime(start).TotalMilliseconds, own = measured * 1000;
            double whole = Process(a, b, preset);
            if (round >= 0)
            {
                (kept[round], parts[round], process[round]) = (one, own, whole);
            }
        }

        Report report = new($"One verification of two files, preset {preset}, ms: median (from, to)", "what", "rounds", "latency",
            "networks and decoding", "ratio", "beside them");
        double sum = Median(parts);
        report.Add("kept in a process", rounds, Text(kept), Text(parts), Number(Median(kept) / sum, "0.00"),
            Number(Median(kept) - sum, "0"));
        report.Add("faceml verify, a process each", rounds, Text(process), "", "", Number(Median(process) - sum, "0"));
        report.Print(Console.Out);
        report.Write(json);
    }

    private static double Process(string a, string b, string preset)
    {
        long start = Stopwatch.GetTimestamp();
        using Process tool = System.Diagnostics.Process.Start(new ProcessStartInfo(
            "dotnet", [ToolServer.BuiltTool, "verify", a, b, "--preset", preset])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        tool.OutputDataReceived += (_, _) => { };
        tool.ErrorDataReceived += (_, _) => { };
        tool.BeginOutputReadLine();
        tool.BeginErrorReadLine();
        tool.WaitForExit();
        return tool.ExitCode == 0
            ? Stopwatch.GetElapsedTime(start).TotalMilliseconds
            : throw new InvalidOperationException($"faceml verify ended with {tool.ExitCode}.");
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static string Text(double[] values) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median(values):0.0} ({values.Min():0.0}, {values.Max():0.0})");
}
