using System.Security.Cryptography;

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
        RefreshAlone(session);
        if (mirror.Index is not { } index)
        {
            return;
        }

        // One name: the write session keeps other writers away, so what lies there was left by a process that was killed.
        string temporary = TemporaryIndexFile(path);
        Wipe(temporary);
        try
        {
            index.Save(temporary);
            using (FileStream stream = new(temporary, FileMode.Open, FileAccess.ReadWrite))
            {
                stream.Flush(flushToDisk: true);
                string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
                session.WriteGallery(session.ReadGallery()! with { Index = new(hash, mirror.Sequence) });
            }

            // Renamed before the commit: a file that no commit names is harmless, one that is named must be there.
            File.Move(temporary, path, overwrite: true);
            session.Commit();
            savedSequence = mirror.Sequence;
        }
        catch (Exception exception)
        {
            // It holds vectors.
            Wipe(temporary);
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new GalleryException(
                    GalleryError.StoreFull, $"The index of the gallery {Definition.Id} cannot be written: {exception.Message}", exception);
            }

            throw;
        }
    }

    // For an erasure, which is done when the old file is gone: that a new one cannot be written on a full disk does not undo it.
    private void TrySaveIndex()
    {
        try
        {
            SaveIndex();
        }
        catch (GalleryException exception) when (exception.Error == GalleryError.StoreFull)
        {
            // A cache: the next to open the gallery builds it again.
        }
    }

    // The index of the file, if the store vouches for it; null else. What changed since it was written is mended by the caller.
    private UsearchIndex? LoadIndex(IGallerySession session)
    {
        if (IndexFile is not { } path || options.Search != SearchMethod.Index || session.ReadGallery()?.Index is not { } vouched
            || !File.Exists(path))
        {
            return null;
        }

        try
        {
            UsearchIndex? loaded = UsearchIndex.Load(
                path, vouched.Sha256, Definition.Dimension, session.ReadGallery()!.NextTemplate, Environment.ProcessorCount);
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
        foreach (string file in IndexFiles())
        {
            Wipe(file);
        }
    }

    // The index's file, and what a process that was killed while writing it left.
    private string[] IndexFiles() => store.IndexFile is { } path ? [path, TemporaryIndexFile(path)] : [];

    private static string TemporaryIndexFile(string path) => path + ".tmp";

    private static void Wipe(string path)
    {
        if (!File.Exists(path))
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

    private long ReadIndexFiles(RawBytes read)
    {
        long bytes = 0;
        foreach (string file in IndexFiles().Where(File.Exists))
        {
            byte[] content = File.ReadAllBytes(file);
            read(file, 0, content);
            bytes += content.Length;
        }

        return bytes;
    }

    // The form in which an index keeps a vector.
    private byte[] IndexedForm(ReadOnlyMemory<float> vector)
    {
        using UsearchIndex one = new(Definition.Dimension, 1, 1);
        one.Add(1, vector.Span);
        return one.Stored(1)!;
    }
}
