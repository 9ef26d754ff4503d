using System.Data;
using System.Data.Common;
using System.Globalization;
using FaceML.Galleries.Stores;
using Npgsql;

namespace FaceML.Galleries.Postgres;

/// <summary>
/// A gallery in a schema of a PostgreSQL database with pgvector (0.8 or newer): several servers may use it at once, and searches run inside
/// the database. What was acknowledged is as durable as the server's <c>synchronous_commit</c> makes it.
/// </summary>
/// <remarks>
/// Changes are made one after the other, by a lock of the database, and each sees all before it. Encrypted templates cannot be compared
/// by the server: they are compared in the process. Thread-safe.
/// </remarks>
public sealed partial class PostgresGalleryStore : IVectorStore
{
    // "FaML": what locks of this library are told apart by. Of writers, and of builders of the index.
    internal const int LockClass = 0x46614D4C;
    internal const int LockSeconds = 30;

    private const int OutcomeSeconds = 5;
    private static readonly Version LeastExtension = new(0, 8);

    private readonly NpgsqlDataSource source;
    private readonly PostgresAddress address;
    private readonly int schemaId;
    private volatile bool disposed;

    private PostgresGalleryStore(PostgresAddress address, string extensionSchema, int schemaId)
    {
        (this.address, this.schemaId) = (address, schemaId);
        NpgsqlDataSourceBuilder builder = new(address.ConnectionString(extensionSchema, pooling: true));
        builder.ConnectionStringBuilder.Options = string.Create(
            CultureInfo.InvariantCulture, $"{builder.ConnectionStringBuilder.Options} -c lock_timeout={LockSeconds}s");
        builder.UseVector();
        source = builder.Build();
    }

    /// <inheritdoc/>
    public string Location => address.ToString();

    /// <inheritdoc/>
    public string? IndexFile => null;

    // pgvector's limit for an index over halfvec.
    int IVectorStore.LargestDimension => 4000;

    // Up to this many, comparing all templates takes as long as the index and misses none.
    int IVectorStore.ExactLimit => 5000;

    bool IVectorStore.HasIndex => WithConnection(HasIndex);

    /// <summary>Whether a text is an address of a gallery on a server and no path of a file.</summary>
    public static bool IsAddress(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PostgresAddress.IsAddress(text);
    }

    /// <summary>Opens a gallery's schema and brings it to the newest version.</summary>
    /// <param name="address"><c>postgres://user:password@host:port/database?schema=name</c>, with Npgsql's keywords as further parameters.
    /// Schema: faceml without one. Without a password, Npgsql's ways of finding one: PGPASSWORD, a password file.</param>
    /// <exception cref="GalleryException">There is no such schema, it is no gallery's, a newer version wrote it, or the server cannot be
    /// reached or refuses the user.</exception>
    public static PostgresGalleryStore Open(string address) => Start(PostgresAddress.Parse(address), create: false);

    /// <summary>Makes the schema of a new gallery, and the extension where it is missing and the user may; the schema may be there
    /// already, but empty.</summary>
    /// <param name="address">As for <see cref="Open"/>.</param>
    /// <exception cref="GalleryException">The schema holds something else, pgvector is missing or too old, or the server cannot be reached
    /// or refuses the user.</exception>
    public static PostgresGalleryStore Create(string address) => Start(PostgresAddress.Parse(address), create: true);

    /// <inheritdoc/>
    public long ReadSequence() => WithConnection(connection =>
    {
        using NpgsqlCommand command = new("SELECT coalesce(max(sequence), 0) FROM audit", connection);
        return (long)command.ExecuteScalar()!;
    });

    /// <inheritdoc/>
    public IGallerySession Begin(bool write) => WithConnection(
        connection =>
        {
            if (!write)
            {
                return new PostgresSession(connection, connection.BeginTransaction(IsolationLevel.RepeatableRead), null, this);
            }

            // Read committed: what is read after the lock is what the writer before committed.
            NpgsqlTransaction transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
            using NpgsqlCommand command = new(
                "SELECT pg_current_xact_id()::text FROM (SELECT pg_advisory_xact_lock(@class, @schema)) AS held", connection);
            command.Parameters.AddWithValue("class", LockClass);
            command.Parameters.AddWithValue("schema", schemaId);
            return new PostgresSession(connection, transaction, (string)command.ExecuteScalar()!, this);
        },
        keep: true);

    /// <summary>Nothing: a server's files are not this process's to read.</summary>
    public void ReadRaw(RawBytes read, int overlap)
    {
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        disposed = true;
        source.Dispose();
    }

    internal GalleryException Explain(DbException exception) => PostgresErrors.Explain(exception, Location);

    /// <summary>Whether a transaction whose connection broke was committed; null where the server does not answer.</summary>
    internal bool? WasCommitted(string transactionId)
    {
        for (DateTime until = DateTime.UtcNow.AddSeconds(OutcomeSeconds); DateTime.UtcNow < until; Thread.Sleep(100))
        {
            try
            {
                string? status = WithConnection(connection =>
                {
                    using NpgsqlCommand command = new("SELECT pg_xact_status(@id::xid8)", connection);
                    command.Parameters.AddWithValue("id", transactionId);
                    return command.ExecuteScalar() as string;
                });
                if (status != "in progress")
                {
                    return status is null ? null : status == "committed";
                }
            }
            catch (GalleryException)
            {
                // It may be starting again.
            }
        }

        return null;
    }

    private static PostgresGalleryStore Start(PostgresAddress address, bool create)
    {
        try
        {
            // A connection of its own: one that was opened before the extension was made does not know its types.
            using NpgsqlConnection connection = new(address.ConnectionString("public", pooling: false));
            connection.Open();
            string extensionSchema = RequireExtension(connection, address, create);
            if (create)
            {
                Execute(connection, $"CREATE SCHEMA IF NOT EXISTS {address.QuotedSchema}");
            }

            using NpgsqlCommand find = new("SELECT oid::bigint FROM pg_namespace WHERE nspname = @schema", connection);
            find.Parameters.AddWithValue("schema", address.Schema);
            int schemaId = find.ExecuteScalar() is long id ? unchecked((int)id)
                : throw new GalleryException(GalleryError.NotFound, $"There is no gallery {address}.");
            PostgresSchema.Upgrade(connection, address);
            return new(address, extensionSchema, schemaId);
        }
        catch (DbException exception)
        {
            throw PostgresErrors.Explain(exception, address.ToString());
        }
    }

    private static string RequireExtension(NpgsqlConnection connection, PostgresAddress address, bool create)
    {
        using NpgsqlCommand find = new(
            "SELECT nspname, extversion FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'vector'",
            connection);
        for (bool made = false; ; made = true)
        {
            using (NpgsqlDataReader reader = find.ExecuteReader())
            {
                if (reader.Read())
                {
                    return Version.TryParse(reader.GetString(1), out Version? version) && version >= LeastExtension ? reader.GetString(0)
                        : throw new GalleryException(
                            GalleryError.StoreUnavailable,
                            $"The database of the gallery {address} must have pgvector {LeastExtension} or newer; it has "
                            + $"{reader.GetString(1)}. Update it and run ALTER EXTENSION vector UPDATE.");
                }
            }

            if (made || !create)
            {
                throw new GalleryException(GalleryError.NotFound, $"There is no gallery {address}: its database has no pgvector.");
            }

            Execute(connection, string.Create(
                CultureInfo.InvariantCulture, $"BEGIN; SELECT pg_advisory_xact_lock({LockClass}); CREATE EXTENSION IF NOT EXISTS vector "
                + $"SCHEMA public; COMMIT"));
        }
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using NpgsqlCommand command = new(sql, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }

    // A connection from the pool may have been cut since it was used: then another is tried, once. The work must be one that can be
    // repeated.
    private T WithConnection<T>(Func<NpgsqlConnection, T> work, bool keep = false)
    {
        for (bool again = false; ; again = true)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            NpgsqlConnection? connection = null;
            bool kept = false;
            try
            {
                connection = source.OpenConnection();
                T result = work(connection);
                kept = keep;
                return result;
            }
            catch (DbException exception) when (!again && PostgresErrors.IsConnectionLost(exception))
            {
                source.Clear();
            }
            catch (DbException exception)
            {
                throw Explain(exception);
            }
            finally
            {
                if (!kept)
                {
                    connection?.Dispose();
                }
            }
        }
    }
}
