using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace FaceML.Galleries.Search;

/// <content>Files of an index.</content>
internal sealed unsafe partial class UsearchIndex
{
    private const int BytesAtOnce = 1 << 24;

    // More than USearch writes beside the numbers of a vector (key, level, 32 neighbors at the lowest level and 16 at each above) and
    // beside all vectors: a file that is longer is not read.
    private const long MostBytesBesideVector = 2048, MostBytesBesideAll = 1 << 20;

    /// <summary>Reads a file that <see cref="Save"/> wrote: a copy in memory is hashed and loaded, because a changed byte in an index can
    /// end the process.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sha256">The hash that it must have.</param>
    /// <param name="dimension">The numbers of a vector.</param>
    /// <param name="mostVectors">No more can have been added.</param>
    /// <param name="threads">The most searches at once.</param>
    /// <returns>The index; null where the file has another hash, or is too long to have it.</returns>
    public static UsearchIndex? Load(string path, string sha256, int dimension, long mostVectors, int threads)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        nuint length = (nuint)RandomAccess.GetLength(file);
        if ((long)length > (mostVectors * (dimension + MostBytesBesideVector)) + MostBytesBesideAll)
        {
            return null;
        }

        byte* bytes = (byte*)NativeMemory.Alloc(length == 0 ? 1 : length);
        try
        {
            return ReadInto(file, bytes, (long)length) == sha256 ? Load(bytes, length, path, dimension, threads) : null;
        }
        finally
        {
            NativeMemory.Free(bytes);
        }
    }

    private static string ReadInto(SafeFileHandle file, byte* bytes, long length)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long at = 0; at < length;)
        {
            Span<byte> part = new(bytes + at, (int)Math.Min(length - at, BytesAtOnce));
            int read = RandomAccess.Read(file, part, at);
            if (read == 0)
            {
                break;
            }

            hash.AppendData(part[..read]);
            at += read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static UsearchIndex Load(byte* bytes, nuint length, string path, int dimension, int threads)
    {
        UsearchIndex loaded = new(dimension, 0, threads);
        try
        {
            UsearchNative.LoadBuffer(loaded.index, bytes, length, out nint error);
            Check(error);
            if ((int)UsearchNative.Dimensions(loaded.index, out _) != dimension)
            {
                throw new GalleryException(GalleryError.Damaged, $"The index {path} is of another dimension.");
            }

            loaded.Reserve((int)UsearchNative.Size(loaded.index, out _) + LeastCapacity);
            loaded.Prepare(threads);
            while (UsearchNative.Contains(loaded.index, loaded.nextFiller, out _))
            {
                loaded.nextFiller++;
                loaded.fillers++;
            }

            return loaded;
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }
}
