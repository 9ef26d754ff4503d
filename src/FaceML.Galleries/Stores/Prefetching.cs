using System.Collections.Concurrent;

namespace FaceML.Galleries.Stores;

/// <summary>Reading ahead.</summary>
internal static class Prefetching
{
    // Enough that neither side waits for a moment of the other's.
    private const int Ahead = 2;

    /// <summary>The same items, made on another thread while the caller works on those before. The thread has ended when the enumeration
    /// has, whether by its end, an error or the caller.</summary>
    public static IEnumerable<T> Prefetched<T>(this IEnumerable<T> source)
    {
        using BlockingCollection<T> made = new(Ahead);
        using CancellationTokenSource ending = new();
        // A thread of its own: the pool's may all be waiting for what is being read here.
        var producer = Task.Factory.StartNew(
            () => Produce(source, made, ending.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (T item in made.GetConsumingEnumerable())
            {
                yield return item;
            }

            producer.GetAwaiter().GetResult();
        }
        finally
        {
            ending.Cancel();
            Task.WaitAny(producer);
        }
    }

    private static void Produce<T>(IEnumerable<T> source, BlockingCollection<T> made, CancellationToken ending)
    {
        try
        {
            foreach (T item in source)
            {
                made.Add(item, ending);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Nobody takes what would come.
        }
        finally
        {
            made.CompleteAdding();
        }
    }
}
