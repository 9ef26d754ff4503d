using Microsoft.Win32.SafeHandles;

namespace FaceML.Galleries.Stores;

/// <summary>
/// Reads the bytes of a SQLite file while this process has it open. On POSIX systems, closing any handle of a file ends all locks that the
/// process holds on it, SQLite's
/// too ("How To Corrupt An SQLite Database File", 2.2): a handle that was opened for reading is closed only after the last store of that
/// file.
/// </summary>
internal static class SqliteRawFile
{
    private const int PartBytes = 1 << 20;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, (int Stores, SafeFileHandle? Handle)> Files = new(StringComparer.Ordinal);

    /// <summary>A store begins to use a file.</summary>
    public static void Enter(string path)
    {
        lock (Gate)
        {
            (int stores, SafeFileHandle? handle) = Files.GetValueOrDefault(path);
            Files[path] = (stores + 1, handle);
        }
    }

    /// <summary>A store has closed its last connection to a file.</summary>
    public static void Leave(string path)
    {
        lock (Gate)
        {
            (int stores, SafeFileHandle? handle) = Files[path];
            if (stores > 1)
            {
                Files[path] = (stores - 1, handle);
                return;
            }

            handle?.Dispose();
            Files.Remove(path);
        }
    }

    /// <summary>Gives the bytes of the file and of its write-ahead log. The log has no locks; they are on the file of shared
    /// memory.</summary>
    public static void Read(string path, RawBytes read, int overlap)
    {
        Read(path, HandleOf(path), read, overlap);
        string log = path + "-wal";
        if (File.Exists(log))
        {
            using SafeFileHandle handle = Open(log);
            Read(log, handle, read, overlap);
        }
    }

    private static SafeFileHandle HandleOf(string path)
    {
        lock (Gate)
        {
            (int stores, SafeFileHandle? handle) = Files[path];
            handle ??= Open(path);
            Files[path] = (stores, handle);
            return handle;
        }
    }

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static void Read(string name, SafeFileHandle handle, RawBytes read, int overlap)
    {
        byte[] buffer = new byte[PartBytes + overlap];
        for (long at = 0; ;)
        {
            int count = RandomAccess.Read(handle, buffer, at);
            if (count == 0)
            {
                return;
            }

            read(name, at, buffer.AsSpan(0, count));
            if (count <= overlap || at + count >= RandomAccess.GetLength(handle))
            {
                return;
            }

            at += count - overlap;
        }
    }
}
