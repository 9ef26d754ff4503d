using System.Diagnostics;

namespace FaceML.Training.Tests.Heads;

[TestClass]
public sealed class MetricHeadSpeedTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DoNotParallelize]
    public void An_epoch_over_10000_embeddings_takes_at_most_a_second()
    {
        var random = new TrainingRandom(1);
        var set = new EmbeddingSet(Numeric.Normal(random, 10_000 * 512), [.. Enumerable.Range(0, 10_000).Select(i => i / 10)], 512);
        var cpu = new ProcessorTime();
        new MetricHeadTrainer(new MetricHeadOptions { Epochs = 4 }).Train(set, run: new TrainingRun { Progress = cpu });
        TestContext.WriteLine(string.Join(", ", cpu.Epochs.Select(e => $"{e.Wall:F0} ms, {e.Processor:F0} ms of processor")));
        // Processor time, because others may share the machine: a second of it is at most a second on one core, and less on two.
        Assert.IsLessThan(1000, cpu.Epochs.Min(e => e.Processor));
    }

    private sealed class ProcessorTime : IProgress<TrainingEpoch>
    {
        private TimeSpan last = Process.GetCurrentProcess().TotalProcessorTime;

        public List<(double Wall, double Processor)> Epochs { get; } = [];

        public void Report(TrainingEpoch value)
        {
            TimeSpan now = Process.GetCurrentProcess().TotalProcessorTime;
            Epochs.Add((value.Elapsed.TotalMilliseconds, (now - last).TotalMilliseconds));
            last = now;
        }
    }
}
