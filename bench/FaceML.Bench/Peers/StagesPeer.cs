using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FaceML.Bench.Peers;

/// <summary>
/// The same way as <see cref="FaceMLWorker"/>, in steps: the time of each step, and how many images went through each network. What the
/// others are compared with, and what the bound has to run.
/// </summary>
internal static class StagesPeer
{
    private static readonly string[] Names = ["decode", "detect and landmarks", "align and embed"];

    public static PeerRun Measure(PeerTask task)
    {
        Totals totals = new();
        ConcurrentDictionary<string, long> images = [];
        using MeterListener listener = NetworkRuns.Listen((network, count) =>
        {
            if (totals.Counts)
            {
                images.AddOrUpdate(network, count, (_, before) => before + count);
            }
        });
        PeerRun run = PeerWorkers.Measure(task, each => new Worker(each, totals));
        var options = FaceRecognizerOptions.Preset(task.Preset);
        long ImagesOf(string network) => images.GetValueOrDefault(network);
        return run with
        {
            Stages = [.. Names.Zip(totals.Ticks, (name, ticks) => new PeerStage(name, ticks / (double)Stopwatch.Frequency))],
            Runs = new(ImagesOf(options.Detector), ImagesOf(options.Landmarker), ImagesOf(options.Embedder)),
        };
    }

    private sealed class Totals
    {
        // The first files warm up, and are no part of the sums.
        public long[] Ticks { get; } = new long[Names.Length];

        // Whether all workers have warmed up.
        public volatile bool Counts;
    }

    private sealed class Worker(PeerTask task, Totals totals) : IPeerWorker
    {
        private readonly FaceRecognizer recognizer = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Preset(task.Preset));
        private bool isWarm;

        public void Run(IEnumerable<PeerFile> files, Action<int, PeerFace[]> found)
        {
            long[] ticks = new long[Names.Length];
            totals.Counts = isWarm;
            foreach (PeerFile file in files)
            {
                long start = Stopwatch.GetTimestamp();
                var image = Image.Load(file.Path);
                long decoded = Stopwatch.GetTimestamp();
                Face[] faces = [.. recognizer.Detect(image).Where(face => recognizer.Embedder.CanAlign(face.Points))];
                long detected = Stopwatch.GetTimestamp();
                IReadOnlyList<FaceEmbedding> all = recognizer.Embed(image, faces);
                long embedded = Stopwatch.GetTimestamp();
                ticks[0] += decoded - start;
                ticks[1] += detected - decoded;
                ticks[2] += embedded - detected;
                found(file.Index, [.. all.Select(FaceMLWorker.From)]);
            }

            if (isWarm)
            {
                Add(ticks);
            }

            isWarm = true;
        }

        public void Dispose() => recognizer.Dispose();

        private void Add(long[] ticks)
        {
            lock (totals)
            {
                for (int i = 0; i < ticks.Length; i++)
                {
                    totals.Ticks[i] += ticks[i];
                }
            }
        }
    }
}
