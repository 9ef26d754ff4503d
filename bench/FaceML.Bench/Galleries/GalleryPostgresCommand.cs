using FaceML.Galleries;
using FaceML.Galleries.Postgres;
using FaceML.Galleries.Search;
using Npgsql;

namespace FaceML.Bench.Galleries;

/// <summary><c>gallery-postgres</c>: a gallery on a server: enrollment, index, searches with their recall, erasure, sizes. What plans
/// for more are made from.</summary>
internal static class GalleryPostgresCommand
{
    private const int Batch = 1000, Singles = 50;

    public static Command Create()
    {
        Option<string> server = new("--server")
        {
            Description = "postgres://user:password@host:port/database, as 'node eng/postgres.mjs serve' says it.",
            Required = true,
        };
        Setting<int> count = new("--count", 50_000, "Templates.");
        Setting<int> probes = new("--probes", 200, "Searches.");
        Option<bool> random = new("--random-only") { Description = "Random vectors only: no data set is needed." };
        Option<FileInfo?> json = new("--json") { Description = "Write the figures to this file too." };
        Command command = new(
            "gallery-postgres", "A gallery of 512 numbers a template in PostgreSQL: enrollment, index, search, erasure, sizes.")
        {
            server, count, probes, random, json,
        };
        command.SetAction(parsed =>
        {
            int templates = parsed.GetValue(count);
            Report report = new($"{templates:N0} templates of 512 numbers, one a person, in PostgreSQL", "vectors", "what", "figure");
            Measure(report, "random", GalleryVectors.Random(templates, 512, 1), parsed.GetValue(server)!, parsed.GetValue(probes));
            if (!parsed.GetValue(random))
            {
                LfwEmbeddings lfw = LfwEmbeddings.Load();
                float[][] originals =
                    [.. Enumerable.Range(0, lfw.People.Length).Select(i => lfw.Vectors[(i * lfw.Dimension)..((i + 1) * lfw.Dimension)])];
                Measure(report, "LFW and copies", GalleryVectors.Crowded(originals, templates, 2), parsed.GetValue(server)!,
                    parsed.GetValue(probes));
            }

            report.Print(Console.Out);
            report.Write(parsed.GetValue(json));
        });
        return command;
    }

    private static void Measure(Report report, string name, float[][] vectors, string server, int searches)
    {
        string place = $"{server}?schema=bench_{Guid.NewGuid():N}";
        GalleryRecipe recipe = GallerySearchCommand.Recipe;
        Random random = new(3);
        ReadOnlyMemory<float>[] probes =
        [
            .. Enumerable.Range(0, searches)
                .Select(_ => (ReadOnlyMemory<float>)GalleryVectors.Near(random, vectors[random.Next(vectors.Length)], 0.6f)),
        ];
        (string[][] expected, _) = GallerySearchCommand.PlainComparison(vectors, probes, 0);
        GalleryDefinition definition = new() { Id = "bench", Recipe = recipe, Dimension = 512, Duplicates = DuplicateRule.Ignore };
        try
        {
            // Without an index first: it is built while the next gallery is open.
            using (Gallery filled = GalleryPlace.Create(place, definition, new() { Search = SearchMethod.Exact }))
            {
                double seconds = Seconds(() =>
                {
                    foreach (int[] part in Enumerable.Range(0, vectors.Length).Chunk(Batch))
                    {
                        filled.Enroll([.. part.Select(i => new Enrollment($"p{i}", vectors[i], recipe))]);
                    }
                });
                report.Add(name, $"enrolled without an index, {Batch:N0} a call", $"{vectors.Length / seconds:N0} a second");
            }

            Gallery? opened = null;
            double opening = Seconds(
                () => opened = GalleryPlace.Open(place, new() { ExactLimit = int.MaxValue, Search = SearchMethod.Index }));
            using Gallery gallery = opened!;
            report.Add(name, "opened", $"{opening:0.00} s");
            report.Add(name, "index built (m 16, ef_construction 64)", $"{Seconds(() => gallery.BuildIndex()):0.0} s");
            Search("searched by the index", null);
            Search("searched among 50 % by a filter", person => (Number(person) % 2) == 0);
            Search("searched among 1 % by a filter, exactly", person => (Number(person) % 100) == 0);
            double single = Seconds(() =>
            {
                for (int i = 0; i < Singles; i++)
                {
                    gallery.Enroll(new Enrollment($"q{i}", probes[i], recipe));
                }
            });
            report.Add(name, "enrolled one by one, with the index", $"{1000 * single / Singles:0.0} ms each");
            report.Add(name, "a person erased", $"{Seconds(() => gallery.Remove("q0")):0.0} s");
            report.Add(name, "template table with its records, without indexes", Size(place, "pg_table_size('template')"));
            report.Add(name, "HNSW index", Size(place, "pg_relation_size('template_embedding')"));
            report.Add(name, "everything", Size(place, "pg_total_relation_size('template') + pg_total_relation_size('person') "
                + "+ pg_total_relation_size('audit')"));
            report.Add(name, "tables written anew and the index with them (Purge)", $"{Seconds(gallery.Purge):0.0} s");

            void Search(string what, Func<Person, bool>? filter)
            {
                string[][] best = filter is null ? expected : Best(vectors, probes, filter);
                (double[] times, double recall) = GallerySearchCommand.Search(gallery, probes, best, filter);
                report.Add(name, what, $"median {GallerySearchCommand.Text(GallerySearchCommand.Quantile(times, 0.5))} ms, 95 % "
                    + $"{GallerySearchCommand.Text(GallerySearchCommand.Quantile(times, 0.95))} ms, recall@10 {recall:0.000}");
            }
        }
        finally
        {
            Ask(place, $"DROP SCHEMA IF EXISTS {PostgresAddress.Parse(place).QuotedSchema} CASCADE");
        }
    }

    private static int Number(Person person) => int.Parse(person.Id.AsSpan(1), null);

    private static string[][] Best(float[][] vectors, ReadOnlyMemory<float>[] probes, Func<Person, bool> filter)
    {
        int[] meant = [.. Enumerable.Range(0, vectors.Length)
            .Where(i => filter(new Person { Key = i, Id = $"p{i}", Created = default, Templates = [] }))];
        (string[][] found, _) = GallerySearchCommand.PlainComparison([.. meant.Select(i => vectors[i])], probes, 0);
        return [.. found.Select(ids => ids.Select(id => $"p{meant[int.Parse(id.AsSpan(1), null)]}").ToArray())];
    }

    private static double Seconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Size(string place, string expression) => $"{(long)Ask(place, $"SELECT {expression}")! / 1e6:N0} MB";

    private static object? Ask(string place, string sql)
    {
        using NpgsqlConnection connection = new(PostgresAddress.Parse(place).ConnectionString("public", pooling: false));
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        return command.ExecuteScalar();
    }
}
