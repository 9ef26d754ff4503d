namespace FaceML.Files;

/// <summary>Files that are there whole or not at all, written in one call.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file; on any failure the old one stays as it was and nothing is left behind.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="content">Its content.</param>
    /// <param name="mode">Who may read and write it; null for what the process makes files with, and on Windows.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode? mode = null)
    {
        using var file = new PendingFile(path, mode);
        file.Stream.Write(content);
        file.Commit();
    }

    /// <summary>Writes a file piece by piece; on any failure the old one stays as it was and nothing is left behind.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the content; may seek and read what it wrote.</param>
    public static void Write(string path, Action<Stream> write)
    {
        using var file = new PendingFile(path);
        write(file.Stream);
        file.Commit();
    }

    /// <summary>
    /// Writes a file of a cache. It is not flushed to disk, which takes several times as long as writing a small file; where the machine
    /// fails the file may be damaged, so its content must vouch for itself, as by a hash that the reader checks.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the content.</param>
    public static void WriteCache(string path, Action<Stream> write)
    {
        using var file = new PendingFile(path);
        write(file.Stream);
        file.Close(flushToDisk: false);
        file.Commit();
    }

    /// <summary>
    /// Gives a file that was written elsewhere on the same disk its name, once it is flushed; one of that name is replaced.
    /// </summary>
    public static void Rename(string written, string path)
    {
        using (FileStream file = new(written, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Flush(flushToDisk: true);
        }

        File.Move(written, path, overwrite: true);
    }
}
