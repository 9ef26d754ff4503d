using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace FaceML.Networks;

/// <summary>
/// On a device, the first run of a network with a number of images is made alone: cuDNN tries its algorithms then and captures what they
/// do, and what another thread asks of the device at that moment fails ("operation not permitted when stream is capturing").
/// </summary>
internal static class FirstRuns
{
    private static readonly ReaderWriterLockSlim Gate = new();
    private static readonly ConditionalWeakTable<SharedSession, ConcurrentDictionary<int, bool>> Made = [];

    /// <summary>Runs a network, alone in this process where it is the first time with so many images.</summary>
    /// <param name="session">The network's session.</param>
    /// <param name="batch">Images.</param>
    /// <param name="run">The run.</param>
    public static void Run(SharedSession session, int batch, Action run)
    {
        ConcurrentDictionary<int, bool> made = Made.GetOrCreateValue(session);
        if (made.ContainsKey(batch))
        {
            Beside(() =>
            {
                run();
                return true;
            });
            return;
        }

        Gate.EnterWriteLock();
        try
        {
            run();
            made[batch] = true;
        }
        finally
        {
            Gate.ExitWriteLock();
        }
    }

    /// <summary>Does work on a device that others may do at the same time, but not while a network makes its first run.</summary>
    public static T Beside<T>(Func<T> work)
    {
        Gate.EnterReadLock();
        try
        {
            return work();
        }
        finally
        {
            Gate.ExitReadLock();
        }
    }
}
