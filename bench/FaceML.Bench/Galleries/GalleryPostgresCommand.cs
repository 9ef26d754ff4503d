using FaceML.Galleries;

namespace FaceML.Bench.Galleries;

/// <summary><c>gallery-postgres</c>: a gallery on a server: enrollment, index, searches with their recall, erasure, sizes. What plans
/// for more are made from.</summary>
internal static class GalleryPostgresCommand
{
    private const int Singles = 50;

    public static Command Create()
    {
        Option<string?> server = GalleryServer.Option(required: true);
        Setting<int> count = new("--count", 50_000, "Templates.");
        Setting<int> probes = new("--probes", 200, "Searches.");
        (Option<bool> random, Option<bool> faces) = GalleryVectors.Options();
        Option<FileInfo?> json = Report.FileOption();
        Command command = new(
            "gallery-postgres", "A gallery of 512 numbers a template in PostgreSQL: enrollment, index, search, erasure, sizes.")
        {
            server, count, probes, random, faces, json,
        };
        command.SetAction(parsed =>
        {
            int templates = parsed.GetValue(count);
            Report report = new($"{templates:N0} templates of 512 numbers, one a person, in PostgreSQL", "vectors", "what", "figure");
            foreach (GalleryVectors vectors in GalleryVectors.Of(templates, parsed.GetValue(random), parsed.GetValue(faces)))
            {
                Measure(report, vectors, parsed.GetValue(server)!, parsed.GetValue(probes));
            }

            report.Print(Console.Out);
            report.Write(parsed.GetValue(json));
        });
        return command;
    }

    private static void Measure(Report report, GalleryVectors vectors, string address, int searches)
    {
        string name = vectors.Name;
        ReadOnlyMemory<float>[] probes = vectors.Probes(searches);
        (string[][] expected, _) = GallerySearchCommand.PlainComparison(vectors.All, probes, 0);
        using GalleryServer server = new(address);
        report.Add(
            name,
            $"enrolled without an index, {GalleryServer.Batch:N0} a call",
            $"{vectors.All.Length / server.Fill(vectors):N0} a second");
        Gallery? opened = null;
        double opening = Seconds(() => opened = server.Open());
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
                gallery.Enroll(new Enrollment($"q{i}", probes[i], GalleryServer.Definition.Recipe));
            }
        });
        report.Add(name, "enrolled one by one, with the index", $"{1000 * single / Singles:0.0} ms each");
        report.Add(name, "a person erased", $"{Seconds(() => gallery.Remove("q0")):0.0} s");
        report.Add(name, "template table with its records, without indexes", Size(server.Bytes("pg_table_size('template')")));
        report.Add(name, "HNSW index", Size(server.IndexBytes));
        report.Add(name, "everything", Size(server.Bytes(
            "pg_total_relation_size('template') + pg_total_relation_size('person') + pg_total_relation_size('audit')")));
        report.Add(name, "tables written anew and the index with them (Purge)", $"{Seconds(gallery.Purge):0.0} s");

        void Search(string what, Func<Person, bool>? filter)
        {
            string[][] best = filter is null ? expected : Best(vectors.All, probes, filter);
            (double[] times, _, double recall) = GallerySearchCommand.Search(gallery, probes, best, filter);
            report.Add(name, what, $"median {GallerySearchCommand.Text(GallerySearchCommand.Quantile(times, 0.5))} ms, 95 % "
                + $"{GallerySearchCommand.Text(GallerySearchCommand.Quantile(times, 0.95))} ms, recall@10 {recall:0.000}");
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

    private static string Size(long bytes) => $"{bytes / 1e6:N0} MB";
}
