namespace FaceML.Bench.Peers;

/// <summary>An image file and its place in the list.</summary>
internal readonly record struct PeerFile(int Index, string Path);

/// <summary>One of the workers that a peer reads images with.</summary>
internal interface IPeerWorker : IDisposable
{
    /// <summary>Reads all files that it is given; they are handed out one by one, to whichever worker asks.</summary>
    /// <param name="files">The files.</param>
    /// <param name="found">Called once a file, in any order.</param>
    void Run(IEnumerable<PeerFile> files, Action<int, PeerFace[]> found);
}

/// <summary>A worker that reads a file from beginning to end before the next one.</summary>
internal abstract class FileWorker : IPeerWorker
{
    public void Run(IEnumerable<PeerFile> files, Action<int, PeerFace[]> found)
    {
        foreach (PeerFile file in files)
        {
            found(file.Index, Read(file.Path));
        }
    }

    public abstract void Dispose();

    protected abstract PeerFace[] Read(string file);
}

/// <summary>Takes the time of workers that share one list of files.</summary>
internal static class PeerWorkers
{
    public static PeerRun Measure(PeerTask task, Func<PeerTask, IPeerWorker> create)
    {
        IPeerWorker[] workers = [.. Enumerable.Range(0, task.Layout.Workers).Select(_ => create(task))];
        try
        {
            Pass([.. task.Files.Take(task.WarmUp)], workers, (_, _) => { });
            PeerFace[][] first = new PeerFace[task.Compared][];
            int faces = 0;
            long start = Stopwatch.GetTimestamp();
            Pass(task.Files, workers, (index, found) =>
            {
                Interlocked.Add(ref faces, found.Length);
                if (index < first.Length)
                {
                    first[index] = found;
                }
            });
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return new PeerRun(task.Files.Length, faces, seconds, PeerRun.OwnPeakMegabytes(), first);
        }
        finally
        {
            Array.ForEach(workers, worker => worker.Dispose());
        }
    }

    private static void Pass(string[] files, IPeerWorker[] workers, Action<int, PeerFace[]> found)
    {
        int next = -1;
        Task[] running = [.. workers.Select(worker => Task.Factory.StartNew(
            () => worker.Run(Shared(), found), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WaitAll(running);

        IEnumerable<PeerFile> Shared()
        {
            for (int i = Interlocked.Increment(ref next); i < files.Length; i = Interlocked.Increment(ref next))
            {
                yield return new(i, files[i]);
            }
        }
    }
}
