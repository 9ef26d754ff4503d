using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace FaceML.Galleries.Search;

/// <summary>
/// The one owner of a USearch index (HNSW, Malkov and Yashunin 2018, over vectors of 8 bits a number): keys with vectors of one dimension,
/// approximate neighbors by the inner product. Everything that
/// would end the process in native code is checked here, and searches and changes are kept apart. Thread-safe.
/// </summary>
/// <remarks>
/// Removing a key in USearch leaves the vector's bytes in memory and in saved files until another vector takes their place; so a random one
/// does at once, under a key of its own that no search
/// returns.
/// </remarks>
internal sealed unsafe partial class UsearchIndex : IDisposable
{
    private const int Connectivity = 16, ExpansionAdd = 128, ExpansionSearch = 256;
    private const ulong FirstFiller = 1UL << 63;
    private const int LeastCapacity = 1024;

    private readonly ReaderWriterLockSlim gate = new();
    private readonly SemaphoreSlim searchers;
    private readonly int dimension;
    private readonly Random random = new(1);
    private ulong nextFiller = FirstFiller;
    private int fillers;
    private nint index;

    public UsearchIndex(int dimension, int capacity, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        (this.dimension, searchers) = (dimension, new SemaphoreSlim(threads, threads));
        UsearchNative.Options options = new()
        {
            Metric = UsearchNative.Metric.InnerProduct,
            Quantization = UsearchNative.Scalar.Int8,
            Dimensions = (nuint)dimension,
            Connectivity = Connectivity,
            ExpansionAdd = ExpansionAdd,
            ExpansionSearch = ExpansionSearch,
        };
        index = UsearchNative.Init(options, out nint error);
        Check(error);
        Reserve(Math.Max(capacity, LeastCapacity));
        Prepare(threads);
    }

    /// <summary>The vectors, without those that only fill places.</summary>
    public int Count => Reading(() => (int)UsearchNative.Size(index, out _) - fillers);

    /// <summary>The places of removed vectors that nothing has taken yet.</summary>
    public int Fillers => fillers;

    /// <summary>The bytes that the index takes.</summary>
    public long MemoryBytes => Reading(() => (long)UsearchNative.MemoryUsage(index, out _));

    public bool Contains(long key) => Reading(() => UsearchNative.Contains(index, Checked(key), out _));

    /// <summary>Adds a vector.</summary>
    public void Add(long key, ReadOnlySpan<float> vector)
    {
        RequireVector(vector);
        ulong checkedKey = Checked(key);
        gate.EnterWriteLock();
        try
        {
            RequireOpen();
            if (UsearchNative.Contains(index, checkedKey, out _))
            {
                throw new InvalidOperationException($"A key must be new to the index; {key} is not.");
            }

            if (fillers > 0)
            {
                // The last filler gives its place.
                Check(UsearchNative.Remove(index, --nextFiller, out nint error), error);
                fillers--;
            }

            AddNow(checkedKey, vector);
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    /// <summary>Removes a vector and its bytes; nothing where there is none.</summary>
    public void Remove(long key)
    {
        gate.EnterWriteLock();
        try
        {
            RequireOpen();
            if (!UsearchNative.Contains(index, Checked(key), out _))
            {
                return;
            }

            Check(UsearchNative.Remove(index, Checked(key), out nint error), error);
            float[] noise = new float[dimension];
            for (int i = 0; i < noise.Length; i++)
            {
                noise[i] = (float)(random.NextDouble() - 0.5);
            }

            TensorPrimitives.Divide(noise, TensorPrimitives.Norm<float>(noise), noise);
            AddNow(nextFiller++, noise);
            fillers++;
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    /// <summary>The bytes that the index keeps of a vector; null without the key.</summary>
    public byte[]? Stored(long key) => Reading(() =>
    {
        byte[] bytes = new byte[dimension];
        fixed (byte* to = bytes)
        {
            return UsearchNative.Get(index, Checked(key), 1, to, UsearchNative.Scalar.Int8, out _) == 1 ? bytes : null;
        }
    });

    /// <summary>Writes the index to a file.</summary>
    /// <exception cref="IOException">The file was not written whole.</exception>
    public void Save(string path)
    {
        gate.EnterReadLock();
        try
        {
            RequireOpen();
            nuint length = UsearchNative.SerializedLength(index, out nint error);
            Check(error);
            UsearchNative.Save(index, path, out error);
            if (error != 0)
            {
                throw new IOException($"{path}: {Marshal.PtrToStringUTF8(error)}");
            }

            // USearch does not look whether its last write, at closing, found room.
            if (new FileInfo(path).Length != (long)length)
            {
                throw new IOException($"{path} must have {length:N0} bytes; {new FileInfo(path).Length:N0} could be written.");
            }
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    public void Dispose()
    {
        gate.EnterWriteLock();
        try
        {
            if (index != 0)
            {
                UsearchNative.Free(index, out _);
                index = 0;
            }
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    private void AddNow(ulong key, ReadOnlySpan<float> vector)
    {
        nuint capacity = UsearchNative.Capacity(index, out _);
        if (UsearchNative.Size(index, out _) + 1 >= capacity)
        {
            Reserve((int)Math.Min(int.MaxValue, (long)capacity * 3 / 2));
        }

        fixed (float* numbers = vector)
        {
            UsearchNative.Add(index, key, numbers, UsearchNative.Scalar.Float32, out nint error);
            Check(error);
        }
    }

    private void Reserve(int capacity)
    {
        UsearchNative.Reserve(index, (nuint)capacity, out nint error);
        Check(error);
    }

    private void Prepare(int threads)
    {
        // Of vectors that are added side by side some get no neighbor that knows them, and are never found.
        UsearchNative.ChangeThreadsAdd(index, 1, out nint error);
        Check(error);
        UsearchNative.ChangeThreadsSearch(index, (nuint)threads, out error);
        Check(error);
        UsearchNative.ChangeExpansionSearch(index, ExpansionSearch, out error);
        Check(error);
    }

    private T Reading<T>(Func<T> work)
    {
        gate.EnterReadLock();
        try
        {
            RequireOpen();
            return work();
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    private void RequireOpen() => ObjectDisposedException.ThrowIf(index == 0, this);

    private void RequireVector(ReadOnlySpan<float> vector)
    {
        if (vector.Length != dimension || !float.IsFinite(TensorPrimitives.Norm(vector)))
        {
            throw new ArgumentException(
                $"A vector of the index must have {dimension} finite numbers; this one has {vector.Length}, or one that is not finite.",
                nameof(vector));
        }
    }

    private static ulong Checked(long key) =>
        key >= 0 ? (ulong)key : throw new ArgumentOutOfRangeException(nameof(key), key, "A key is not negative.");

    private static void Check(nuint done, nint error)
    {
        Check(error);
        if (done != 1)
        {
            throw new InvalidOperationException($"USearch was to remove one vector; it removed {done}.");
        }
    }

    private static void Check(nint error)
    {
        if (error != 0)
        {
            throw new GalleryException(GalleryError.Damaged, $"The index failed: {Marshal.PtrToStringUTF8(error)}");
        }
    }
}
