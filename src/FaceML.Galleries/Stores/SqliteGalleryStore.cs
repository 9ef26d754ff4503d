using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace FaceML.Galleries.Stores;

/// <summary>
/// A gallery in one SQLite file, with a write-ahead log beside it while it is open. Several processes of one machine may use it at once;
/// not a file on a network share.
/// A committed change survives the end of the process and, as far as the disk keeps its word, a power cut (synchronous = FULL).
/// </summary>
/// <remarks>Deleted content is overwritten with zeros (secure_delete). Thread-safe.</remarks>
public sealed class SqliteGalleryStore : IGalleryStore
{
    // "FaML": tells `file` and other programs whose database it is.
    private const int ApplicationId = 0x46614D4C;
    private const int BusyMilliseconds = 30_000;

    private readonly ConcurrentBag<DbConnection> idle = [];
    private readonly Lock reading = new();
    private readonly string path;
    private readonly long? mostPages;
    private SqliteConnection? sequences;
    private SqliteCommand? sequence;
    private bool disposed;

    private SqliteGalleryStore(string path, long? mostPages)
    {
        (this.path, this.mostPages) = (path, mostPages);
        SqliteRawFile.Enter(path);
    }

    /// <inheritdoc/>
    public string Location => path;

    /// <inheritdoc/>
    public string? IndexFile => path + ".index";

    /// <summary>Opens a gallery's file and brings it to the newest schema.</summary>
    /// <param name="path">An existing file.</param>
    /// <exception cref="GalleryException">There is no such file, it is not a gallery, it is damaged, or a newer version wrote
    /// it.</exception>
    public static SqliteGalleryStore Open(string path) =>
        File.Exists(path) ? Start(path) : throw new GalleryException(GalleryError.NotFound, $"There is no gallery {path}.");

    /// <summary>As <see cref="Open(string)"/>, in a file that is full at a number of pages: for tests.</summary>
    internal static SqliteGalleryStore Open(string path, long mostPages) => Start(path, mostPages);

    /// <summary>Makes an empty file for a new gallery; its folder is made where it is missing. Only the user may read the file.</summary>
    /// <param name="path">A file that does not exist yet.</param>
    /// <exception cref="GalleryException">There is such a file, or it cannot be made.</exception>
    public static SqliteGalleryStore Create(string path)
    {
        string full = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            new FileStream(full, options).Dispose();
        }
        catch (IOException exception) when (File.Exists(full))
        {
            throw new GalleryException(GalleryError.AlreadyExists, $"The file of a new gallery must not exist; {path} does.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GalleryException(GalleryError.StoreUnavailable, $"The gallery {path} cannot be made: {exception.Message}", exception);
        }

        return Start(full);
    }

    /// <inheritdoc/>
    public long ReadSequence()
    {
        lock (reading)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            try
            {
                if (sequence is null)
                {
                    sequences = Connect();
                    sequence = sequences.CreateCommand();
                    sequence.CommandText = "SELECT coalesce(max(sequence), 0) FROM audit";
                }

                return (long)sequence.ExecuteScalar()!;
            }
            catch (SqliteException exception)
            {
                throw Explain(exception);
            }
        }
    }

    /// <inheritdoc/>
    public IGallerySession Begin(bool write)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        try
        {
            SqliteConnection connection = idle.TryTake(out DbConnection? free) ? (SqliteConnection)free : Connect();
            try
            {
                return new SqlSession(connection, connection.BeginTransaction(deferred: !write), write, Explain, GiveBack);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException exception)
        {
            throw Explain(exception);
        }
    }

    /// <inheritdoc/>
    public bool Purge(bool rewrite)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        try
        {
            using SqliteConnection connection = Connect();
            if (rewrite)
            {
                SqliteStatements.Execute(connection, "VACUUM");
            }

            // The first column says whether somebody was in the way.
            using SqliteCommand checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            return Convert.ToInt64(checkpoint.ExecuteScalar(), CultureInfo.InvariantCulture) == 0;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            return false;
        }
        catch (SqliteException exception)
        {
            throw Explain(exception);
        }
    }

    /// <inheritdoc/>
    public void ReadRaw(RawBytes read, int overlap)
    {
        ArgumentNullException.ThrowIfNull(read);
        ObjectDisposedException.ThrowIf(disposed, this);
        SqliteRawFile.Read(path, read, overlap);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (reading)
        {
            if (disposed)
            {
                return;
            }

            disposed = true;
            sequence?.Dispose();
            sequences?.Dispose();
        }

        while (idle.TryTake(out DbConnection? connection))
        {
            connection.Dispose();
        }

        SqliteRawFile.Leave(path);
    }

    private static SqliteGalleryStore Start(string path, long? mostPages = null)
    {
        SqliteGalleryStore store = new(Path.GetFullPath(path), mostPages);
        try
        {
            using SqliteConnection connection = store.Connect();
            SqliteStatements.Execute(connection, "PRAGMA journal_mode = WAL");
            SqliteSchema.Upgrade(connection, ApplicationId, path);
            return store;
        }
        catch (SqliteException exception)
        {
            store.Dispose();
            throw store.Explain(exception);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private SqliteConnection Connect()
    {
        SqliteConnection connection = new(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        try
        {
            connection.Open();
            SqliteStatements.Execute(connection, string.Create(CultureInfo.InvariantCulture,
                $"PRAGMA busy_timeout = {BusyMilliseconds}; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys "
                + $"= ON; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON"));
            if (mostPages is { } most)
            {
                SqliteStatements.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {most}"));
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void GiveBack(DbConnection connection)
    {
        if (disposed)
        {
            connection.Dispose();
        }
        else
        {
            idle.Add(connection);
        }
    }

    private GalleryException Explain(DbException exception)
    {
        int code = ((SqliteException)exception).SqliteErrorCode;
        return code switch
        {
            SQLitePCL.raw.SQLITE_FULL =>
                new(GalleryError.StoreFull, $"There is no space left for the gallery {path}: nothing of the change was written.",
                exception),
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
                new(GalleryError.StoreUnavailable,
                $"The gallery {path} is held by another process for more than {BusyMilliseconds / 1000} s.", exception),
            SQLitePCL.raw.SQLITE_NOTADB => new(GalleryError.Damaged, $"The file {path} is not a gallery.", exception),
            SQLitePCL.raw.SQLITE_CORRUPT => new(GalleryError.Damaged, $"The gallery {path} is damaged: {exception.Message}", exception),
            SQLitePCL.raw.SQLITE_IOERR =>
                new(GalleryError.StoreUnavailable, $"The gallery {path} cannot be read or written: {exception.Message} Is the disk full?",
                exception),
            SQLitePCL.raw.SQLITE_CONSTRAINT =>
                new(GalleryError.AlreadyExists, $"The gallery {path} refuses the change: {exception.Message}", exception),
            _ => new(GalleryError.StoreUnavailable, $"The gallery {path} cannot be used: {exception.Message}", exception),
        };
    }
}
