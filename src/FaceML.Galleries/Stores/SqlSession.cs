using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceML.Galleries.Stores;

/// <summary>A session by SQL that SQLite and PostgreSQL both understand. Statements are prepared once a session and used again.</summary>
internal class SqlSession(
    DbConnection connection, DbTransaction transaction, bool write, Func<DbException, GalleryException> explain,
    Action<DbConnection> giveBack) : IGallerySession
{
    private const string PersonColumns = "key, id, name, attributes, consent, expires, created";
    private const string AuditColumns = "sequence, time, action, person, other, count, previous, hash";

    // Long lists of keys are asked for in parts: SQLite takes 32,766 parameters, and plans are cached by text.
    private const int KeysAtOnce = 500;

    protected const string TemplateColumns = "key, person, quality, source, created, record";

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly Dictionary<string, DbCommand> commands = new(StringComparer.Ordinal);
    private bool open = true;

    public StoredGallery? ReadGallery()
    {
        foreach (DbDataReader row in Query(
            "SELECT definition, created, next_person, next_template, renewal_key, receipt_public, receipt_private, index_hash, "
            + "index_sequence FROM gallery"))
        {
            return new(
                JsonSerializer.Deserialize<GalleryDefinition>(row.GetString(0), Json)
                    ?? throw new GalleryException(GalleryError.Damaged, "The definition of the gallery is empty."),
                Time(row.GetInt64(1)), row.GetInt64(2), row.GetInt64(3), Text(row, 4), (byte[])row[5], (byte[])row[6])
            {
                Index = row.IsDBNull(7) ? null : new(row.GetString(7), row.GetInt64(8)),
            };
        }

        return null;
    }

    public AuditEntry? ReadLastEntry() => ReadEntries($"SELECT {AuditColumns} FROM audit ORDER BY sequence DESC LIMIT 1").FirstOrDefault();

    public IEnumerable<AuditEntry> ReadAudit(long after) =>
        ReadEntries($"SELECT {AuditColumns} FROM audit WHERE sequence > @p0 ORDER BY sequence", after);

    public IEnumerable<StoredPerson> ReadPersons(IReadOnlyCollection<long>? keys) =>
        Rows($"SELECT {PersonColumns} FROM person", "key", "key", keys).Select(row => new StoredPerson(
            row.GetInt64(0), row.GetString(1), Text(row, 2), Text(row, 3), Text(row, 4), row.IsDBNull(5) ? null
                : Time(row.GetInt64(5)), Time(row.GetInt64(6))));

    public IEnumerable<StoredTemplate> ReadTemplates(IReadOnlyCollection<long>? persons, bool records = true) =>
        Rows($"SELECT {(records ? TemplateColumns : ColumnsWithoutRecord)} FROM template", "person", "person, key", persons)
            .Select(Template);

    public IEnumerable<StoredTemplate> ReadTemplatesByKey(IReadOnlyCollection<long> keys) =>
        Rows($"SELECT {TemplateColumns} FROM template", "key", "key", keys).Select(Template);

    public void WriteGallery(StoredGallery gallery)
    {
        if (Execute("DELETE FROM gallery") == 0)
        {
            Prepare(gallery.Definition);
        }

        Execute(
            "INSERT INTO gallery (definition, created, next_person, next_template, renewal_key, receipt_public, receipt_private, "
            + "index_hash, index_sequence) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)",
            JsonSerializer.Serialize(gallery.Definition, Json), Number(gallery.Created), gallery.NextPerson, gallery.NextTemplate,
                gallery.RenewalKeyId,
            gallery.ReceiptPublicKey, gallery.ReceiptPrivateKey, gallery.Index?.Sha256, gallery.Index?.Sequence);
    }

    public void WritePerson(StoredPerson person) => Execute(
        $"""
        INSERT INTO person ({PersonColumns}) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
        ON CONFLICT (key) DO UPDATE SET id = excluded.id, name = excluded.name, attributes = excluded.attributes, consent =
            excluded.consent, expires = excluded.expires
        """,
        person.Key, person.Id, person.Name, person.Attributes, person.Consent, person.Expires is { } expires ? Number(expires)
            : null, Number(person.Created));

    public virtual void WriteTemplate(StoredTemplate stored) => Execute(
        $"""
        INSERT INTO template ({TemplateColumns}) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)
        ON CONFLICT (key) DO UPDATE SET person = excluded.person, quality = excluded.quality, source = excluded.source, created =
            excluded.created, record = excluded.record
        """,
        stored.Key, stored.Person, stored.Quality, stored.SourceSha256, Number(stored.Created), stored.Record);

    public void DeletePerson(long key)
    {
        Execute("DELETE FROM template WHERE person = @p0", key);
        Execute("DELETE FROM person WHERE key = @p0", key);
    }

    public void DeleteTemplate(long key) => Execute("DELETE FROM template WHERE key = @p0", key);

    public void Append(AuditEntry entry) => Execute(
        $"INSERT INTO audit ({AuditColumns}) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)",
        entry.Sequence, Number(entry.Time), (long)entry.Action, entry.Person, entry.Other, entry.Count, entry.Previous.ToArray(),
            entry.Hash.ToArray());

    public void Commit()
    {
        RequireWriting();
        CommitTransaction();
        Close();
    }

    public void Dispose()
    {
        if (open)
        {
            try
            {
                transaction.Rollback();
            }
            catch (Exception exception) when (exception is DbException or InvalidOperationException)
            {
                // The connection is gone, and the transaction with it.
            }

            Close();
        }
    }

    /// <summary>The columns of a template where its record is not asked for.</summary>
    protected virtual string ColumnsWithoutRecord => "key, person, quality, source, created, NULL";

    /// <summary>Prepares the tables for the gallery that is about to be written for the first time.</summary>
    protected virtual void Prepare(GalleryDefinition definition)
    {
    }

    protected virtual StoredTemplate Template(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetDouble(2), Text(row, 3), Time(row.GetInt64(4)), row.IsDBNull(5)
            ? [] : (byte[])row[5]);

    protected virtual void CommitTransaction() => Guard(transaction.Commit);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    protected static long Number(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private IEnumerable<AuditEntry> ReadEntries(string sql, params object?[] values) => Query(sql, values).Select(row => new AuditEntry(
        row.GetInt64(0), Time(row.GetInt64(1)), (AuditAction)row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5),
            (byte[])row[6], (byte[])row[7]));

    private IEnumerable<DbDataReader> Rows(string select, string column, string order, IReadOnlyCollection<long>? keys)
    {
        if (keys is null)
        {
            return Query($"{select} ORDER BY {order}");
        }

        return keys.Order().Chunk(KeysAtOnce).SelectMany(part =>
        {
            string list = string.Join(
                ',', Enumerable.Range(0, part.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $"@p{i}")));
            return Query($"{select} WHERE {column} IN ({list}) ORDER BY {order}", [.. part.Cast<object?>()]);
        });
    }

    protected IEnumerable<DbDataReader> Query(string sql, params object?[] values)
    {
        DbCommand command = Prepare(sql, values);
        DbDataReader reader = Guard(command.ExecuteReader);
        try
        {
            while (Guard(reader.Read))
            {
                yield return reader;
            }
        }
        finally
        {
            // What is left unread is received now, and the connection can break now.
            Guard(reader.Dispose);
        }
    }

    protected int Execute(string sql, params object?[] values)
    {
        RequireWriting();
        return Guard(Prepare(sql, values).ExecuteNonQuery);
    }

    private DbCommand Prepare(string sql, object?[] values)
    {
        if (!commands.TryGetValue(sql, out DbCommand? command))
        {
            command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (sql, transaction);
            for (int i = 0; i < values.Length; i++)
            {
                DbParameter parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"p{i}");
                command.Parameters.Add(parameter);
            }

            commands.Add(sql, command);
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    protected T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DbException exception)
        {
            throw explain(exception);
        }
    }

    private void Guard(Action work) => Guard(() =>
    {
        work();
        return true;
    });

    private void RequireWriting()
    {
        if (!write || !open)
        {
            throw new InvalidOperationException("Only an open writing session changes a store.");
        }
    }

    private void Close()
    {
        open = false;
        foreach (DbCommand command in commands.Values)
        {
            command.Dispose();
        }

        transaction.Dispose();
        giveBack(connection);
    }
}
