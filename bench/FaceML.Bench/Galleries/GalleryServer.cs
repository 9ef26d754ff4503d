using FaceML.Galleries;
using FaceML.Galleries.Postgres;
using FaceML.Galleries.Search;
using Npgsql;

namespace FaceML.Bench.Galleries;

/// <summary>The gallery of a measurement in a schema of its own on a PostgreSQL server; the schema is dropped at the end.</summary>
internal sealed class GalleryServer(string server) : IDisposable
{
    public const int Batch = 1000;

    /// <summary>What galleries of measurements are.</summary>
    public static GalleryDefinition Definition { get; } =
        new() { Id = "bench", Recipe = new("bench", "bench"), Dimension = 512, Duplicates = DuplicateRule.Ignore };

    private readonly string place = $"{server}?schema=bench_{Guid.NewGuid():N}";

    /// <summary><c>--server</c> of a command.</summary>
    public static Option<string?> Option(bool required) => new("--server")
    {
        Description = "postgres://user:password@host:port/database, as 'node eng/postgres.mjs serve' says it.",
        Required = required,
    };

    /// <summary>Enrolls vectors, one a person.</summary>
    /// <returns>The seconds that it took.</returns>
    public static double Enroll(Gallery gallery, GalleryVectors vectors, int from, int batch)
    {
        long start = Stopwatch.GetTimestamp();
        for (int first = from; first < vectors.All.Length; first += batch)
        {
            gallery.Enroll(
                [.. Enumerable.Range(first, Math.Min(batch, vectors.All.Length - first))
                .Select(i => new Enrollment($"p{i}", vectors.All[i], Definition.Recipe))]);
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Makes the gallery and enrolls the vectors. Without an index: it is built while the gallery is open the next time.</summary>
    /// <returns>The seconds that enrolling took.</returns>
    public double Fill(GalleryVectors vectors)
    {
        using Gallery gallery = GalleryPlace.Create(place, Definition, new() { Search = SearchMethod.Exact });
        return Enroll(gallery, vectors, 0, Batch);
    }

    /// <summary>Opens the gallery for searches by the server's index, which <see cref="Gallery.BuildIndex"/> waits for.</summary>
    public Gallery Open() => GalleryPlace.Open(place, new() { ExactLimit = int.MaxValue, Search = SearchMethod.Index });

    /// <summary>The bytes of the index.</summary>
    public long IndexBytes => Bytes("pg_relation_size('template_embedding')");

    /// <summary>The bytes that an expression of SQL gives.</summary>
    public long Bytes(string expression) => (long)Ask($"SELECT {expression}")!;

    public void Dispose() => Ask($"DROP SCHEMA IF EXISTS {PostgresAddress.Parse(place).QuotedSchema} CASCADE");

    private object? Ask(string sql)
    {
        using NpgsqlConnection connection = new(PostgresAddress.Parse(place).ConnectionString("public", pooling: false));
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        return command.ExecuteScalar();
    }
}
