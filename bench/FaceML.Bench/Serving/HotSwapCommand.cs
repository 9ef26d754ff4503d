using System.Collections.Concurrent;
using FaceML.Serving;
using FaceML.TestKit;
using FaceML.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;

namespace FaceML.Bench.Serving;

/// <summary>
/// <c>hot-swap</c>: a verification pipeline with its three networks is served to two busy clients while its file is replaced again and
/// again, by atomic rename and by overwriting, every tenth time with a truncated file in between.
/// </summary>
internal static class HotSwapCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        Setting<int> swaps = new("--swaps", 200, "Replacements a way.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("hot-swap", "Replaces a served model under load: failures, stale answers, sessions, memory.") { swaps, json };
        command.SetAction(parsed => Run(parsed.GetValue(swaps), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int swaps, FileInfo? json)
    {
        var ml = new MLContext(seed: 1);
        string folder = Directory.CreateDirectory(Path.Combine(DataSets.Artifacts, "hot-swap")).FullName;
        SamplePair[] pairs = ServedPairs.FromSamples();
        string[] versions = [Path.Combine(folder, "a.faceml"), Path.Combine(folder, "b.faceml")];
        float[] thresholds = [ServedPairs.SavePipeline(ml, pairs, versions[0], 0.4), ServedPairs.SavePipeline(ml, pairs, versions[1], 0.8)];
        Report report = new("Replacing a served model under load, two clients",
            "way", "replacements", "requests", "failed", "mixed answers", "stale after 1 s", "new answer after, ms (median)", "(slowest)",
            "truncated files refused", "sessions before / after", "MB after 10 % / at the end");
        foreach (string way in (string[])["rename", "overwrite"])
        {
            Serve(report, folder, way, swaps, versions, thresholds, pairs);
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static void Serve(
        Report report, string folder, string way, int swaps, string[] versions, float[] thresholds, SamplePair[] pairs)
    {
        string served = Path.Combine(folder, $"served-{way}.faceml");
        File.Copy(versions[0], served, overwrite: true);
        var services = new ServiceCollection();
        services.AddPredictionEnginePool<FaceImagePair, FaceMatch>().FromFaceModel("m", served, watchForChanges: true);
        using ServiceProvider provider = services.BuildServiceProvider();
        var pool = provider.GetRequiredService<PredictionEnginePool<FaceImagePair, FaceMatch>>();
        FaceModelLoader loader = provider.GetRequiredKeyedService<FaceModelLoader>("m");
        var load = new Load(pool, pairs, thresholds);
        int sessionsBefore = OnnxNetwork.OpenSessions, refused = 0;
        List<double> delays = [];
        long stale = 0, memoryEarly = 0;
        using (load.Start(clients: 2))
        {
            for (int swap = 1; swap <= swaps; swap++)
            {
                if (swap % 10 == 0)
                {
                    refused += Truncate(loader, served, versions[(swap - 1) % 2]) ? 1 : 0;
                }

                Replace(way, versions[swap % 2], served, folder);
                (double delay, bool late) = load.UntilNew(thresholds[swap % 2]);
                delays.Add(delay);
                stale += late ? 1 : 0;
                if (swap == Math.Max(1, swaps / 10))
                {
                    memoryEarly = Memory();
                }
            }
        }

        delays.Sort();
        report.Add(way, swaps, load.Requests, load.Failures.Count, load.Mixed, stale, Text(delays[delays.Count / 2]), Text(delays[^1]),
            refused,
            $"{sessionsBefore} / {OnnxNetwork.OpenSessions}", $"{memoryEarly} / {Memory()}");
        foreach (Exception failure in load.Failures.Take(3))
        {
            Console.Error.WriteLine(failure);
        }
    }

    private static void Replace(string way, string version, string served, string folder)
    {
        if (way == "overwrite")
        {
            ServedFile.Overwrite(served, File.ReadAllBytes(version));
            return;
        }

        string next = Path.Combine(folder, "next");
        File.Copy(version, next, overwrite: true);
        File.Move(next, served, overwrite: true);
    }

    // Half a file, for as long as it takes the server to refuse it.
    private static bool Truncate(FaceModelLoader loader, string served, string version)
    {
        int before = loader.Version;
        byte[] whole = File.ReadAllBytes(version);
        ServedFile.Overwrite(served, whole[..(whole.Length / 2)]);
        var clock = Stopwatch.StartNew();
        while (loader.Health.IsHealthy && clock.Elapsed < Patience)
        {
            Thread.Sleep(10);
        }

        return !loader.Health.IsHealthy && loader.Version == before;
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 >> 20;
    }

    private static string Text(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Clients that ask without a pause.</summary>
    private sealed class Load(PredictionEnginePool<FaceImagePair, FaceMatch> pool, SamplePair[] pairs, float[] thresholds)
    {
        private readonly ConcurrentQueue<(long Asked, float Threshold)> answers = new();
        private long requests, mixed;

        public ConcurrentBag<Exception> Failures { get; } = [];

        public long Requests => Interlocked.Read(ref requests);

        public long Mixed => Interlocked.Read(ref mixed);

        public IDisposable Start(int clients)
        {
            var stop = new CancellationTokenSource();
            Task[] tasks = [.. Enumerable.Range(0, clients)
                .Select(client => Task.Factory.StartNew(
                () => Ask(client, stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
            return new Stop(stop, tasks);
        }

        /// <summary>
        /// Waits for the first answer with the new threshold, and then until a second has passed since the replacement, looking for old
        /// ones asked after that second.
        /// </summary>
        public (double Delay, bool Late) UntilNew(float threshold)
        {
            long replaced = Stopwatch.GetTimestamp();
            double delay = double.NaN;
            bool late = false;
            while (Stopwatch.GetElapsedTime(replaced) < Patience)
            {
                if (!answers.TryDequeue(out (long Asked, float Threshold) answer))
                {
                    Thread.Sleep(1);
                    continue;
                }

                double asked = Stopwatch.GetElapsedTime(replaced, answer.Asked).TotalMilliseconds;
                if (asked >= 0 && answer.Threshold == threshold)
                {
                    delay = double.IsNaN(delay) ? Stopwatch.GetElapsedTime(replaced).TotalMilliseconds : delay;
                    break;
                }

                late |= asked > 1000 && answer.Threshold != threshold;
            }

            return (double.IsNaN(delay) ? Patience.TotalMilliseconds : delay, late || double.IsNaN(delay));
        }

        private void Ask(int client, CancellationToken stop)
        {
            for (int i = client; !stop.IsCancellationRequested; i++)
            {
                SamplePair pair = pairs[i % pairs.Length];
                long asked = Stopwatch.GetTimestamp();
                try
                {
                    FaceMatch match = pool.Predict("m", new FaceImagePair { Image1 = pair.Image1, Image2 = pair.Image2 });
                    Interlocked.Increment(ref requests);
                    if (!thresholds.Contains(match.Threshold) || match.IsMatch != match.Score >= match.Threshold)
                    {
                        Interlocked.Increment(ref mixed);
                    }

                    answers.Enqueue((asked, match.Threshold));
                }
                catch (Exception e)
                {
                    Failures.Add(e);
                }
            }
        }

        private sealed class Stop(CancellationTokenSource source, Task[] tasks) : IDisposable
        {
            public void Dispose()
            {
                source.Cancel();
                Task.WaitAll(tasks);
                source.Dispose();
            }
        }
    }
}
