using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FaceML.Galleries.Search;

/// <summary>Searching, with a filter that native code calls.</summary>
internal sealed unsafe partial class UsearchIndex
{
    /// <summary>The keys of the nearest vectors, the nearest first.</summary>
    /// <param name="probe">The vector.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="allowed">Which keys may be found; null for all. Called from native code: an exception in it finds nothing more and is
    /// thrown at the end.</param>
    public long[] Search(ReadOnlySpan<float> probe, int count, Func<long, bool>? allowed)
    {
        RequireVector(probe);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        gate.EnterReadLock();
        try
        {
            RequireOpen();
            // USearch has one context a thread and fails where more come.
            searchers.Wait();
            try
            {
                return SearchNow(probe, count, allowed);
            }
            finally
            {
                searchers.Release();
            }
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Filter(ulong key, nint state) => ((FilterState)GCHandle.FromIntPtr(state).Target!).Allows(key) ? 1 : 0;

    private long[] SearchNow(ReadOnlySpan<float> probe, int count, Func<long, bool>? allowed)
    {
        int size = (int)UsearchNative.Size(index, out _);
        if (size == 0)
        {
            return [];
        }

        count = Math.Min(count, size);
        ulong[] keys = new ulong[count];
        float[] distances = new float[count];
        FilterState state = new(allowed);
        GCHandle handle = GCHandle.Alloc(state);
        try
        {
            fixed (float* query = probe, found = distances)
            fixed (ulong* into = keys)
            {
                nint error;
                nuint got = allowed is null && fillers == 0
                    ? UsearchNative.Search(index, query, UsearchNative.Scalar.Float32, (nuint)count, into, found, out error)
                    : UsearchNative.FilteredSearch(
                        index, query, UsearchNative.Scalar.Float32, (nuint)count, &Filter, GCHandle.ToIntPtr(handle), into, found,
                        out error);
                Check(error);
                return state.Failure is { } failure
                    ? throw new InvalidOperationException("The filter of a search failed.", failure)
                    : [.. keys.Take((int)got).Where(key => key < FirstFiller).Select(key => (long)key)];
            }
        }
        finally
        {
            handle.Free();
        }
    }

    private sealed class FilterState(Func<long, bool>? allowed)
    {
        public Exception? Failure { get; private set; }

        public bool Allows(ulong key)
        {
            try
            {
                return key < FirstFiller && Failure is null && (allowed is null || allowed((long)key));
            }
#pragma warning disable CA1031 // An exception must not pass native frames.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Failure = exception;
                return false;
            }
        }
    }
}
