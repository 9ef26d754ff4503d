using System.Collections.Concurrent;

namespace FaceML.Networks;

/// <summary>
/// On a device, the first run of a network with a number of images of one size is made alone: cuDNN tries its algorithms then and captures
/// what they do, and what another thread asks of the device at that moment fails ("operation not permitted when stream is capturing").
/// One object a session; they share what keeps threads apart. Thread-safe.
/// </summary>
internal sealed class FirstRuns
{
    private static readonly ReaderWriterLockSlim Gate = new();

    private readonly ConcurrentDictionary<(int Batch, int Width, int Height), bool> made = new();

    /// <summary>Runs the network, alone in this process where it is the first time with so many images of that size.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="width">Their columns.</param>
    /// <param name="height">Their rows.</param>
    /// <param name="run">The run.</param>
    public void Run(int batch, int width, int height, Action run)
    {
        if (made.ContainsKey((batch, width, height)))
        {
            Beside(run);
            return;
        }

        Gate.EnterWriteLock();
        try
        {
            run();
            made[(batch, width, height)] = true;
        }
        finally
        {
            Gate.ExitWriteLock();
        }
    }

    /// <summary>Does work on a device that others may do at the same time, but not while a network makes its first run.</summary>
    public static void Beside(Action work)
    {
        Gate.EnterReadLock();
        try
        {
            work();
        }
        finally
        {
            Gate.ExitReadLock();
        }
    }
}
