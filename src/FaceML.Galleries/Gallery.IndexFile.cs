using System.Security.Cryptography;
using FaceML.Galleries.Search;
using FaceML.Galleries.Stores;

namespace FaceML.Galleries;

/// <content>The file of the index: written, vouched for, read back, wiped.</content>
public sealed partial class Gallery
{
    private const int WipeBytes = 1 << 20;

    private long savedSequence = -1;

    // The caller holds the lock of changes.
    private void SaveIndex()
    {
        if (IndexFile is not { } path || mirror.Index is null)
        {
            return;
        }

        using IGallerySession session = store.Begin(write: true);
        gate.EnterWriteLock();
        try
        {
            Refresh(session);
        }
        finally
        {
            gate.ExitWriteLock();
        }

        if (mirror.Index is not { } index)
        {
            return;
        }

        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            index.Save(temporary);
            using (FileStream stream = new(temporary, FileMode.Open, FileAccess.ReadWrite))
            {
                stream.Flush(flushToDisk: true);
                string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
                session.WriteGallery(session.ReadGallery()! with { Index = new(hash, mirror.Sequence) });
            }

            // Renamed before the commit: a file that nobody vouches for is harmless, one that is vouched for must be there.
            File.Move(temporary, path, overwrite: true);
            session.Commit();
            savedSequence = mirror.Sequence;
        }
        catch (Exception exception)
        {
            // It holds vectors.
            File.Delete(temporary);
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new GalleryException(
                    GalleryError.StoreFull, $"The index of the gallery {Definition.Id} cannot be written: {exception.Message}", exception);
            }

            throw;
        }
    }

    // The index of the file, if the store vouches for it; null else. What changed since it was written is mended by the caller.
    private UsearchIndex? LoadIndex(IGallerySession session)
    {
        if (IndexFile is not { } path || options.Search == SearchMethod.Exact || session.ReadGallery()?.Index is not { } vouched
            || !File.Exists(path))
        {
            return null;
        }

        try
        {
            UsearchIndex? loaded = UsearchIndex.Load(path, vouched.Sha256, Definition.Dimension, Environment.ProcessorCount);
            savedSequence = loaded is null ? -1 : vouched.Sequence;
            return loaded;
        }
        catch (Exception exception) when (exception is IOException or GalleryException)
        {
            // A cache: it is built again.
            return null;
        }
    }

    private static IEnumerable<long> AllKeys(IGallerySession session)
    {
        for (long key = 1, next = session.ReadGallery()!.NextTemplate; key < next; key++)
        {
            yield return key;
        }
    }

    private void WipeIndexFile()
    {
        if (store.IndexFile is not { } path || !File.Exists(path))
        {
            return;
        }

        using (FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            byte[] zeros = new byte[WipeBytes];
            for (long left = stream.Length; left > 0; left -= zeros.Length)
            {
                stream.Write(zeros.AsSpan(0, (int)Math.Min(left, zeros.Length)));
            }

            stream.Flush(flushToDisk: true);
        }

        File.Delete(path);
    }

    private long ReadIndexFile(RawBytes read)
    {
        if (store.IndexFile is not { } path || !File.Exists(path))
        {
            return 0;
        }

        byte[] bytes = File.ReadAllBytes(path);
        read(path, 0, bytes);
        return bytes.Length;
    }

    // The form in which an index keeps a vector.
    private byte[] IndexedForm(ReadOnlyMemory<float> vector)
    {
        using UsearchIndex one = new(Definition.Dimension, 1, 1);
        one.Add(1, vector.Span);
        return one.Stored(1)!;
    }
}
