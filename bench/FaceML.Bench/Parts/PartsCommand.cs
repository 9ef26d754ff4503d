using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace FaceML.Bench.Parts;

/// <summary>
/// <c>parts</c>: what each part of the way costs that is no network, by BenchmarkDotNet. Comparisons of embeddings are limited by the
/// memory, so plain passes over the same memory stand beside them.
/// </summary>
internal static class PartsCommand
{
    // Microseconds below which a part no longer counts beside the networks.
    private static readonly Dictionary<string, double> Targets = new()
    {
        [nameof(PartBenchmarks.WarpToTensor)] = 25,
        [nameof(PartBenchmarks.Suppress)] = 50,
    };

    private const double CosineTarget = 0.6;

    public static Command Create()
    {
        Option<FileInfo?> json = Report.FileOption();
        Option<bool> thorough = new("--thorough") { Description = "As many rounds as BenchmarkDotNet thinks fit, for a quiet machine." };
        Command command = new("parts", "Decoding, network inputs, suppression, landmarks and cosines: time and memory of each.")
        {
            thorough, json,
        };
        command.SetAction(parsed => Run(parsed.GetValue(thorough), parsed.GetValue(json)));
        return command;
    }

    private static void Run(bool thorough, FileInfo? json)
    {
        Job job = (thorough ? Job.Default : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
        IConfig config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(NullLogger.Instance)
            .WithArtifactsPath(DataSets.Artifacts);
        Summary summary = BenchmarkRunner.Run<PartBenchmarks>(config);
        Report report = new("Parts, one thread", "part", "µs, median", "µs, least", "µs, largest", "bytes allocated", "target µs");
        Dictionary<string, double> medians = [];
        foreach (BenchmarkReport part in summary.Reports)
        {
            string method = part.BenchmarkCase.Descriptor.WorkloadMethod.Name;
            if (part.ResultStatistics is not { } times)
            {
                throw new InvalidOperationException($"BenchmarkDotNet gave no figures for {method}.");
            }

            medians[method] = times.Median;
            report.Add(part.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), Microseconds(times.Median),
                Microseconds(times.Min), Microseconds(times.Max), part.GcStats.GetBytesAllocatedPerOperation(part.BenchmarkCase) ?? 0,
                Targets.TryGetValue(method, out double target) ? target : "–");
        }

        report.Print(Console.Out);
        string[] plain = [nameof(PartBenchmarks.Sum), nameof(PartBenchmarks.Product), nameof(PartBenchmarks.Copy)];
        double share = plain.Min(pass => medians[pass]) / medians[nameof(PartBenchmarks.Cosines)];
        string text = share.ToString("0.00", CultureInfo.InvariantCulture);
        Console.WriteLine();
        Console.WriteLine($"Cosines read the memory at {text} of the speed of the fastest plain pass; {CosineTarget} is the target.");
        report.Write(json);
    }

    private static string Microseconds(double nanoseconds) => (nanoseconds / 1000).ToString("0.00", CultureInfo.InvariantCulture);
}
