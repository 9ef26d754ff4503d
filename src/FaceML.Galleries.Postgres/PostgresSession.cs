using System.Data.Common;
using System.Globalization;
using System.Numerics.Tensors;
using FaceML.Galleries.Stores;
using Npgsql;
using Pgvector;

namespace FaceML.Galleries.Postgres;

/// <summary>A session of a gallery on a server: a transaction, and the search inside the database.</summary>
internal sealed class PostgresSession(
    NpgsqlConnection connection, NpgsqlTransaction transaction, string? transactionId, PostgresGalleryStore store)
    : SqlSession(connection, transaction, transactionId is not null, store.Explain, free => free.Dispose()), IVectorSession
{
    // Comparing this many templates one by one takes a few milliseconds and misses none.
    private const long ExactAmong = 10_000;

    // pgvector's largest list of candidates (hnsw.ef_search); its default, 40, misses more.
    private const int LargestList = 1000, LeastList = 100;

    private bool configured;

    public IReadOnlyList<long> FindNearest(ReadOnlyMemory<float> probe, VectorFilter? among, int count)
    {
        Half[] rounded = new Half[probe.Length];
        TensorPrimitives.ConvertToHalf(probe.Span, rounded);
        object?[] values = among is null ? [new HalfVector(rounded)] : [new HalfVector(rounded), among.Persons];
        if (count <= LargestList && !(among?.Templates <= ExactAmong))
        {
            Configure(Math.Max(count, LeastList));
            IReadOnlyList<long> found = Nearest("embedding <#> @p0", among, count, values, out int rows);
            // A scan that gave up before it met as many as there are among those who are meant.
            if (rows == count || among is null)
            {
                return found;
            }
        }

        // No index serves this order, so all are compared.
        return Nearest("(embedding <#> @p0) + 0", among, count, values, out _);
    }

    public override void WriteTemplate(StoredTemplate stored)
    {
        HalfVector? vector = null;
        if (!stored.Vector.IsEmpty)
        {
            Half[] rounded = new Half[stored.Vector.Length];
            TensorPrimitives.ConvertToHalf(stored.Vector.Span, rounded);
            vector = new HalfVector(rounded);
        }

        Execute(
            $"""
            INSERT INTO template ({TemplateColumns}, embedding) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
            ON CONFLICT (key) DO UPDATE SET person = excluded.person, quality = excluded.quality, source = excluded.source, created =
                excluded.created, record = excluded.record, embedding = excluded.embedding
            """,
            stored.Key, stored.Person, stored.Quality, stored.SourceSha256, Number(stored.Created), stored.Record, vector);
    }

    protected override string ColumnsWithoutRecord => "key, person, quality, source, created, NULL, embedding IS NOT NULL";

    protected override StoredTemplate Template(DbDataReader row) =>
        base.Template(row) with { IsCompared = row.FieldCount > 6 && row.GetBoolean(6) };

    protected override void Prepare(GalleryDefinition definition) => Execute(string.Create(
        CultureInfo.InvariantCulture, $"ALTER TABLE template ADD COLUMN embedding halfvec({definition.Dimension}); "
        + $"ALTER TABLE template ALTER embedding SET STATISTICS 0"));

    protected override void CommitTransaction()
    {
        try
        {
            transaction.Commit();
        }
        catch (DbException exception) when (PostgresErrors.IsConnectionLost(exception))
        {
            switch (store.WasCommitted(transactionId!))
            {
                case true:
                    return;
                case false:
                    throw store.Explain(exception);
                default:
                    throw new GalleryException(
                        GalleryError.OutcomeUnknown,
                        $"The connection to the gallery {store.Location} broke at the end of a change, and the server does not answer: the "
                        + "change was made as a whole or not at all. Read the gallery before you repeat it.",
                        exception);
            }
        }
        catch (DbException exception)
        {
            throw store.Explain(exception);
        }
    }

    // For this transaction. Plans are made for the values at hand: a general one would not know how long the list of persons is.
    private void Configure(int list)
    {
        if (!configured)
        {
            foreach (DbDataReader _ in Query(
                "SELECT set_config('hnsw.ef_search', @p0, true), set_config('hnsw.iterative_scan', 'relaxed_order', true), "
                + "set_config('plan_cache_mode', 'force_custom_plan', true)", list.ToString(CultureInfo.InvariantCulture)))
            {
            }

            configured = true;
        }
    }

    private List<long> Nearest(string order, VectorFilter? among, int count, object?[] values, out int rows)
    {
        string filter = among is null ? "" : among.Excluded ? "WHERE person <> ALL (@p1)" : "WHERE person = ANY (@p1)";
        HashSet<long> persons = [];
        rows = 0;
        foreach (DbDataReader row in Query(
            string.Create(CultureInfo.InvariantCulture, $"SELECT person FROM template {filter} ORDER BY {order} LIMIT {count}"), values))
        {
            persons.Add(row.GetInt64(0));
            rows++;
        }

        return [.. persons];
    }
}
