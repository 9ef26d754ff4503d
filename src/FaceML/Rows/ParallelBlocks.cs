namespace FaceML.Rows;

/// <summary>
/// Spreads the slots of a block over the cores: sessions run with one thread each, which uses two cores twice as
/// well as one session with two threads. The partition depends on the counts alone, so results are reproducible.
/// </summary>
internal static class ParallelBlocks
{
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

        try
        {
            Parallel.For(0, workers, worker => work(count * worker / workers, count * (worker + 1) / workers));
        }
        catch (AggregateException e)
        {
            // The caller wants the picture's own error, with its stack, not a parcel of them; the lowest range speaks first.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
