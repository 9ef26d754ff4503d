using Microsoft.Data.Sqlite;

namespace FaceML.Galleries.Stores;

/// <summary>The tables of a gallery's file, version after version. A file is brought to the newest one in one transaction when it is
/// opened.</summary>
internal static class SqliteSchema
{
    /// <summary>What each version adds to the one before.</summary>
    internal static readonly string[] Versions =
    [
        """
        CREATE TABLE gallery (
            definition TEXT NOT NULL, created INTEGER NOT NULL, next_person INTEGER NOT NULL, next_template INTEGER NOT NULL,
            renewal_key TEXT, receipt_public BLOB NOT NULL, receipt_private BLOB NOT NULL) STRICT;
        CREATE TABLE person (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, attributes TEXT, consent TEXT, expires INTEGER, created
                INTEGER NOT NULL) STRICT;
        CREATE TABLE template (
            key INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (key), quality REAL, source TEXT, created INTEGER NOT
                NULL, record BLOB NOT NULL) STRICT;
        CREATE INDEX template_person ON template (person);
        CREATE TABLE audit (
            sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, action INTEGER NOT NULL, person INTEGER NOT NULL, other INTEGER NOT
                NULL, count INTEGER NOT NULL,
            previous BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
        CREATE TRIGGER audit_keeps_entries BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
        CREATE TRIGGER audit_keeps_content BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
        """,
        """
        ALTER TABLE gallery ADD COLUMN index_hash TEXT;
        ALTER TABLE gallery ADD COLUMN index_sequence INTEGER;
        """,
    ];

    /// <summary>Brings a file to the newest version.</summary>
    /// <exception cref="GalleryException">The file is another program's, or a newer version wrote it.</exception>
    public static void Upgrade(SqliteConnection connection, int applicationId, string path)
    {
        if (Read(connection, "PRAGMA user_version") == Versions.Length && Read(connection, "PRAGMA application_id") == applicationId)
        {
            return;
        }

        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        long version = Read(connection, "PRAGMA user_version"), application = Read(connection, "PRAGMA application_id");
        if (application != applicationId
            && (application != 0 || version != 0 || Read(connection, "SELECT count(*) FROM sqlite_master") != 0))
        {
            throw new GalleryException(GalleryError.Damaged, $"The file {path} is not a gallery.");
        }

        if (version > Versions.Length)
        {
            throw new GalleryException(GalleryError.NewerSchema,
                $"The gallery {path} must have a schema of version {Versions.Length} or older; it has version {version}. Update "
                + $"FaceML to open it.");
        }

        for (long next = version; next < Versions.Length; next++)
        {
            SqliteStatements.Execute(connection, Versions[next]);
        }

        SqliteStatements.Execute(connection,
            string.Create(
            CultureInfo.InvariantCulture, $"PRAGMA application_id = {applicationId}; PRAGMA user_version = {Versions.Length}"));
        transaction.Commit();
    }

    private static long Read(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
