using FaceML.Evaluation.AllPairs;

namespace FaceML.Bench.Calibration;

/// <summary><c>all-pairs</c>: every comparison among LFW's images, its time and the share of the machine's peak that it reaches.</summary>
internal static class AllPairsCommand
{
    public static Command Create()
    {
        Setting<int> threads = new("--threads", 2, "Threads.");
        Setting<int> rounds = new("--rounds", 5, "Runs; the quickest counts, since the machine may be shared.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("all-pairs", "All comparisons among LFW's images: time, GFLOP/s against the peak, memory, counts.") { threads,
            rounds, json };
        command.SetAction(parsed => Run(parsed.GetValue(threads), parsed.GetValue(rounds), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int threads, int rounds, FileInfo? json)
    {
        LfwEmbeddings faces = LfwEmbeddings.Load();
        int count = faces.Images.Length;
        double giga = (double)count * (count - 1) * faces.Dimension / 1e9;
        AllPairsOptions options = new() { Threads = threads, LargestImpostors = 100_000 };
        Report report = new($"All pairs of {count} × {faces.Dimension}, {threads} threads", "run", "wall s", "CPU s", "GFLOP/s",
            "peak GFLOP/s", "GFLOP per CPU s", "peak per CPU s", "of the peak %", "peak memory MB", "genuine", "impostor");
        using Process process = Process.GetCurrentProcess();
        for (int round = 1; round <= rounds; round++)
        {
            (double peak, double peakPerCpu) = PeakFma.Measure(threads);
            process.Refresh();
            TimeSpan cpu = process.TotalProcessorTime;
            Stopwatch watch = Stopwatch.StartNew();
            AllPairsResult result = AllPairsComparison.Run(faces.Vectors, faces.Dimension, faces.People, options);
            double seconds = watch.Elapsed.TotalSeconds;
            process.Refresh();
            double cpuSeconds = (process.TotalProcessorTime - cpu).TotalSeconds;
            long expected = (long)count * (count - 1) / 2;
            if (result.Genuine.Total + result.Impostor.Total != expected)
            {
                throw new InvalidOperationException(
                    $"{result.Genuine.Total} + {result.Impostor.Total} comparisons were counted, not {expected}.");
            }

            report.Add(round, Text(seconds, "0.00"), Text(cpuSeconds, "0.00"), Text(giga / seconds, "0.0"), Text(peak, "0.0"),
                Text(giga / cpuSeconds, "0.0"), Text(peakPerCpu, "0.0"),
                Text(100 * giga / cpuSeconds / peakPerCpu, "0"), process.PeakWorkingSet64 >> 20, result.Genuine.Total,
                result.Impostor.Total);
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
