using System.Collections.Concurrent;
using System.Diagnostics;

namespace FaceML.AspNetCore.Recognition;

/// <summary>
/// The threads that work on images, as many as there are processors, and the places for requests that wait for them. Threads of their own:
/// the pool's go on serving health checks and uploads while every processor computes. Thread-safe.
/// </summary>
internal sealed class FaceWorkers : IDisposable
{
    private readonly BlockingCollection<Action> queue = [];
    private readonly Thread[] threads;
    private readonly FaceMeter meter;
    private readonly int places, workers;
    private int taken;
    private double meanSeconds = 0.05;

    public FaceWorkers(FaceMLOptions options, FaceEngine engine, FaceMeter meter)
    {
        FaceMLLimits limits = options.Limits;
        (places, this.meter) = (limits.Requests, meter);

        // What is gathered into one run waits for it: with as many threads as processors there would be nothing to gather.
        workers = limits.WorkerCount * (engine.FacesInRun > 1 ? 4 : 1);
        meter.ObserveQueue(() => queue.Count);
        threads = [.. Enumerable.Range(1, workers).Select(number => new Thread(Work) { IsBackground = true, Name = $"FaceML {number}" })];
        Array.ForEach(threads, thread => thread.Start());
    }

    /// <summary>How long all that may be in the server takes, in whole seconds.</summary>
    public TimeSpan Wait => TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(places * Volatile.Read(ref meanSeconds) / workers)));

    /// <summary>Takes a place for a request; the caller disposes it when the request has been answered.</summary>
    /// <exception cref="FaceMLException">All places are taken.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref taken) > places)
        {
            Interlocked.Decrement(ref taken);
            throw new FaceMLException(
                FaceMLError.Overloaded, $"{places} requests are being worked on already. Try again in {Wait.TotalSeconds} s.")
            {
                RetryAfter = Wait,
            };
        }

        return new Place(this);
    }

    /// <summary>Runs work on one of the threads.</summary>
    /// <exception cref="OperationCanceledException">The time was up before the work began, or the work ended early.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        long queued = Stopwatch.GetTimestamp();
        queue.Add(
            () =>
            {
                meter.RecordStage("queue", Stopwatch.GetElapsedTime(queued));
                try
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    done.TrySetResult(work());
                }
                catch (OperationCanceledException e)
                {
                    done.TrySetCanceled(e.CancellationToken);
                }
                catch (Exception e)
                {
                    done.TrySetException(e);
                }
            }, CancellationToken.None);
        return await done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Finishes what is queued and ends the threads.</summary>
    public void Dispose()
    {
        queue.CompleteAdding();
        Array.ForEach(threads, thread => thread.Join());
        queue.Dispose();
    }

    private void Work()
    {
        foreach (Action job in queue.GetConsumingEnumerable())
        {
            long start = Stopwatch.GetTimestamp();
            job();

            // About the last twenty; a lost update costs nothing.
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Volatile.Write(ref meanSeconds, 0.95 * Volatile.Read(ref meanSeconds) + 0.05 * seconds);
        }
    }

    private sealed class Place(FaceWorkers of) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                Interlocked.Decrement(ref of.taken);
            }
        }
    }
}
