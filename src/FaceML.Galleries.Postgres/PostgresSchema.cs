using Npgsql;

namespace FaceML.Galleries.Postgres;

/// <summary>The tables of a gallery on a server, version after version. A schema is brought to the newest one in one transaction when it is
/// opened.</summary>
/// <remarks>Times are milliseconds since 1970. The column <c>embedding</c> is added with the gallery, when its dimension is known. Of
/// personal data the server takes no statistics: those hold copies of values, which outlive the rows.</remarks>
internal static class PostgresSchema
{
    /// <summary>What each version adds to the one before.</summary>
    internal static readonly string[] Versions =
    [
        """
        CREATE TABLE gallery (
            definition text NOT NULL, created bigint NOT NULL, next_person bigint NOT NULL, next_template bigint NOT NULL,
            renewal_key text, receipt_public bytea NOT NULL, receipt_private bytea NOT NULL, index_hash text, index_sequence bigint);
        CREATE TABLE person (
            key bigint PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, name text, attributes text, consent text, expires bigint,
            created bigint NOT NULL);
        CREATE TABLE template (
            key bigint PRIMARY KEY, person bigint NOT NULL REFERENCES person (key), quality double precision, source text,
            created bigint NOT NULL, record bytea NOT NULL);
        ALTER TABLE template ALTER record SET STORAGE EXTERNAL, ALTER record SET STATISTICS 0, ALTER source SET STATISTICS 0;
        ALTER TABLE person ALTER id SET STATISTICS 0, ALTER name SET STATISTICS 0, ALTER attributes SET STATISTICS 0,
            ALTER consent SET STATISTICS 0;
        CREATE INDEX template_person ON template (person);
        CREATE TABLE audit (
            sequence bigint PRIMARY KEY, time bigint NOT NULL, action bigint NOT NULL, person bigint NOT NULL, other bigint NOT NULL,
            count bigint NOT NULL, previous bytea NOT NULL, hash bytea NOT NULL);
        CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
        CREATE TRIGGER audit_keeps_entries BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
            FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
        """,
    ];

    /// <summary>Brings a schema to the newest version.</summary>
    /// <param name="connection">Whose search path begins with the schema.</param>
    /// <param name="address">The gallery's.</param>
    /// <exception cref="GalleryException">The schema is another program's, or a newer version wrote it.</exception>
    public static void Upgrade(NpgsqlConnection connection, PostgresAddress address)
    {
        if (ReadVersion(connection, address) == Versions.Length)
        {
            return;
        }

        using NpgsqlTransaction transaction = connection.BeginTransaction();
        Execute(connection, $"SELECT pg_advisory_xact_lock({PostgresGalleryStore.LockClass}, '{address.QuotedSchema.Replace(
            "'", "''", StringComparison.Ordinal)}'::regnamespace::oid::integer)");
        long version = ReadVersion(connection, address);
        if (version > Versions.Length)
        {
            throw new GalleryException(GalleryError.NewerSchema,
                $"The gallery {address} must have a schema of version {Versions.Length} or older; it has version {version}. Update "
                + "FaceML to open it.");
        }

        for (long next = version; next < Versions.Length; next++)
        {
            Execute(connection, Versions[next]);
        }

        Execute(connection, "CREATE TABLE IF NOT EXISTS schema_version (version bigint NOT NULL)");
        Execute(connection, $"DELETE FROM schema_version; INSERT INTO schema_version VALUES ({Versions.Length})");
        transaction.Commit();
    }

    // 0 for an empty schema.
    private static long ReadVersion(NpgsqlConnection connection, PostgresAddress address)
    {
        using NpgsqlCommand count = new(
            "SELECT count(*), count(*) FILTER (WHERE relname = 'schema_version') FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
            + "WHERE nspname = @schema AND relkind IN ('r', 'p', 'v', 'm')", connection);
        count.Parameters.AddWithValue("schema", address.Schema);
        (long tables, long versions) = (0, 0);
        using (NpgsqlDataReader reader = count.ExecuteReader())
        {
            reader.Read();
            (tables, versions) = (reader.GetInt64(0), reader.GetInt64(1));
        }

        if (versions == 1)
        {
            using NpgsqlCommand read = new("SELECT version FROM schema_version", connection);
            return (long?)read.ExecuteScalar() ?? 0;
        }

        return tables == 0 ? 0 : throw new GalleryException(
            GalleryError.Damaged, $"The schema of the gallery {address} must be empty or a gallery's; it holds other tables.");
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }
}
