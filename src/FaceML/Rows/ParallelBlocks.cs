namespace FaceML.Rows;

/// <summary>
/// Spreads the slots of a block over the cores: sessions run with one thread each, which uses two cores twice as
/// well as one session with two threads. The partition depends on the counts alone, so results are reproducible;
/// it is finer than the cores are many, so that a core which is held up does not keep the others waiting for its half.
/// </summary>
internal static class ParallelBlocks
{
    private const int PartsAWorker = 4;

    /// <summary>
    /// As <see cref="Run(int, Action{int, int})"/> where the processor runs the networks; another device gets the whole block at once,
    /// which is how it is filled.
    /// </summary>
    public static void Run(int count, IReadOnlyList<OnnxNetwork> networks, Action<int, int> work)
    {
        if (networks.All(network => network.Provider == ExecutionProvider.Cpu))
        {
            Run(count, work);
        }
        else
        {
            work(0, count);
        }
    }

    /// <param name="count">Slots.</param>
    /// <param name="work">Gets the first slot and the one behind the last; runs several times at once on disjoint ranges.</param>
    public static void Run(int count, Action<int, int> work)
    {
        int workers = Math.Min(Environment.ProcessorCount, count);
        if (workers <= 1)
        {
            work(0, count);
            return;
        }

        int parts = Math.Min(count, workers * PartsAWorker), next = -1;
        try
        {
            Parallel.For(0, workers, _ =>
            {
                for (int part = Interlocked.Increment(ref next); part < parts; part = Interlocked.Increment(ref next))
                {
                    work(count * part / parts, count * (part + 1) / parts);
                }
            });
        }
        catch (AggregateException e)
        {
            // The caller requires the image's own error, with its stack, not a parcel of them; the lowest range speaks first.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
