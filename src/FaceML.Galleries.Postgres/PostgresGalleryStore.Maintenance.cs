using FaceML.Galleries.Stores;
using Npgsql;

namespace FaceML.Galleries.Postgres;

/// <content>The index and the removal of what was deleted.</content>
public sealed partial class PostgresGalleryStore
{
    private const int IndexLockClass = LockClass + 1;
    private const string IndexName = "template_embedding";
    private const int ReaderAttempts = 10;
    private const int ReaderMilliseconds = 20;

    void IVectorStore.BuildIndex(CancellationToken cancellation)
    {
        // One server builds, the others wait without a snapshot: the build waits for those who hold an older one.
        while (!WithConnection(connection => TryBuildIndex(connection, cancellation)))
        {
            cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(500));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Takes deleted rows out of the tables and the index (VACUUM); with <paramref name="rewrite"/> the tables are written anew (VACUUM
    /// FULL), which stops searches meanwhile. The write-ahead log, replicas and backups of the server keep what they have until they are
    /// recycled: see docs/galleries.md.
    /// </summary>
    /// <param name="rewrite">Whether the tables are written anew.</param>
    /// <returns>Whether it was done; <see langword="false"/> while another session of the same user still reads an older state.</returns>
    public bool Purge(bool rewrite) => WithConnection(connection =>
    {
        if (!AwaitReaders(connection))
        {
            return false;
        }

        try
        {
            // Without INDEX_CLEANUP a few dead rows are left in the index.
            Execute(connection, rewrite ? "VACUUM (FULL, ANALYZE) template, person" : "VACUUM (INDEX_CLEANUP ON) template, person");
            return true;
        }
        catch (PostgresException exception) when (
            exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            return false;
        }
    });

    // VACUUM leaves rows that an older snapshot may still read. True when there is none of those that this user may see.
    private static bool AwaitReaders(NpgsqlConnection connection)
    {
        string now;
        using (NpgsqlCommand command = new("SELECT pg_current_xact_id()::xid::text", connection))
        {
            now = (string)command.ExecuteScalar()!;
        }

        using NpgsqlCommand readers = new(
            "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database() "
            + "AND backend_xmin IS NOT NULL AND age(backend_xmin) >= age(@now::xid)", connection);
        readers.Parameters.AddWithValue("now", now);
        for (int attempt = 0; attempt < ReaderAttempts; attempt++)
        {
            if ((long)readers.ExecuteScalar()! == 0)
            {
                return true;
            }

            Thread.Sleep(ReaderMilliseconds);
        }

        return false;
    }

    private static bool HasIndex(NpgsqlConnection connection)
    {
        using NpgsqlCommand command = new(
            $"SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('{IndexName}') AND indisvalid)", connection);
        return (bool)command.ExecuteScalar()!;
    }

    // False while another server builds it.
    private bool TryBuildIndex(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (HasIndex(connection))
        {
            return true;
        }

        if (!Ask("SELECT pg_try_advisory_lock(@class, @schema)"))
        {
            return false;
        }

        try
        {
            // A build that was cut off left an unusable index.
            foreach (string sql in HasIndex(connection) ? [] : (string[])[
                $"DROP INDEX IF EXISTS {IndexName}",
                $"CREATE INDEX CONCURRENTLY {IndexName} ON template USING hnsw (embedding halfvec_ip_ops) "
                    + "WITH (m = 16, ef_construction = 64)",
                "ANALYZE template"])
            {
                using NpgsqlCommand command = new(sql, connection) { CommandTimeout = 0 };
                using CancellationTokenRegistration registration = cancellation.Register(command.Cancel);
                command.ExecuteNonQuery();
            }

            return true;
        }
        finally
        {
            // A pooled connection would keep it. Of a broken one the server takes it back.
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                Ask("SELECT pg_advisory_unlock(@class, @schema)");
            }
        }

        bool Ask(string sql)
        {
            using NpgsqlCommand command = new(sql, connection);
            command.Parameters.AddWithValue("class", IndexLockClass);
            command.Parameters.AddWithValue("schema", schemaId);
            return (bool)command.ExecuteScalar()!;
        }
    }
}
