using FaceML.Galleries;
using FaceML.Galleries.Search;

namespace FaceML.Bench.Galleries;

/// <summary><c>gallery-search</c>: how long a search takes in galleries in SQLite files and on a server, how long they take to open, what
/// they hold in memory, and whether the answers are those of plain comparison, beside plain comparison and USearch by itself.</summary>
internal static class GallerySearchCommand
{
    private const int Top = 10, WarmUp = 20;

    public static Command Create()
    {
        Setting<int> count = new("--count", 100_000, "Templates.");
        Setting<int> probes = new("--probes", 200, "Searches.");
        Setting<int> threads = new("--threads", 0, "Threads of a search; 0: one a processor.");
        (Option<bool> random, Option<bool> faces) = GalleryVectors.Options();
        Option<bool> index = new("--index") { Description = "Search by the index too, and by USearch itself: it takes minutes to build." };
        Option<string?> server = GalleryServer.Option(required: false);
        Option<DirectoryInfo?> folder = PathOption.Folder(
            "--folder", "Keep galleries and indexes here, and use those that an earlier run left.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new(
            "gallery-search", "Search galleries of 512 numbers a template: time, recall against plain comparison, opening, memory.")
        {
            count, probes, threads, random, faces, index, server, folder, json,
        };
        command.SetAction(parsed =>
        {
            (int templates, int searches, int most) = (parsed.GetValue(count), parsed.GetValue(probes), parsed.GetValue(threads));
            Report report = new(
                $"{templates:N0} templates of 512 numbers, top {Top}, {searches} searches one after the other, "
                + $"{(most == 0 ? Environment.ProcessorCount : most)} threads",
                "vectors", "searched by", "median ms", "95 % ms", "recall@1", "recall@10", "open to first answer s", "memory MB");
            foreach (GalleryVectors vectors in GalleryVectors.Of(templates, parsed.GetValue(random), parsed.GetValue(faces)))
            {
                new Measurement(report, vectors, searches, most).Run(
                    parsed.GetValue(folder)?.FullName, parsed.GetValue(index), parsed.GetValue(server));
            }

            report.Print(Console.Out);
            report.Write(parsed.GetValue(json));
        });
        return command;
    }

    internal static (double[] Times, double First, double Recall) Search(
        Gallery gallery, ReadOnlyMemory<float>[] probes, string[][] expected, Func<Person, bool>? filter = null) => Search(
            probe => gallery.Search(probe, GalleryServer.Definition.Recipe, new() { Filter = filter })
                .Candidates.Select(candidate => candidate.Person.Id),
            probes, expected);

    private static (double[] Times, double First, double Recall) Search(
        Func<ReadOnlyMemory<float>, IEnumerable<string>> search, ReadOnlyMemory<float>[] probes, string[][] expected)
    {
        List<double> times = [];
        double first = 0, recall = 0;
        for (int i = 0; i < probes.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            string[] found = [.. search(probes[i])];
            double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (i >= WarmUp)
            {
                times.Add(time);
                first += found.FirstOrDefault() == expected[i][0] ? 1 : 0;
                recall += found.Intersect(expected[i]).Count() / (double)Top;
            }
        }

        return ([.. times], first / times.Count, recall / times.Count);
    }

    // Every vector by TensorPrimitives.Dot, shared out to threads, and the ten best of each thread.
    internal static (string[][] Found, double[] Times) PlainComparison(float[][] vectors, ReadOnlyMemory<float>[] probes, int threads)
    {
        int parts = threads == 0 ? Environment.ProcessorCount : threads, each = (vectors.Length + parts - 1) / parts;
        string[][] found = new string[probes.Length][];
        List<double> times = [];
        for (int p = 0; p < probes.Length; p++)
        {
            ReadOnlyMemory<float> probe = probes[p];
            long start = Stopwatch.GetTimestamp();
            PriorityQueue<int, float>[] best = [.. Enumerable.Range(0, parts).Select(_ => new PriorityQueue<int, float>())];
            Parallel.For(0, parts, part =>
            {
                for (int i = part * each; i < Math.Min(vectors.Length, (part + 1) * each); i++)
                {
                    float score = TensorPrimitives.Dot(probe.Span, vectors[i]);
                    if (best[part].Count < Top)
                    {
                        best[part].Enqueue(i, score);
                    }
                    else
                    {
                        best[part].EnqueueDequeue(i, score);
                    }
                }
            });
            found[p] = [.. best.SelectMany(queue => queue.UnorderedItems).OrderByDescending(item => item.Priority).Take(Top)
                .Select(item => $"p{item.Element}")];
            if (p >= WarmUp)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return (found, [.. times]);
    }

    internal static double Quantile(double[] values, double share) => values.Order().ElementAt((int)(share * (values.Length - 1)));

    internal static string Text(double milliseconds) => milliseconds.ToString("0.00", null);

    /// <summary>The rows of one kind of vectors.</summary>
    private sealed class Measurement(Report report, GalleryVectors vectors, int searches, int threads)
    {
        private readonly ReadOnlyMemory<float>[] probes = vectors.Probes(searches + WarmUp);
        private string[][] expected = [];

        public void Run(string? folder, bool index, string? server)
        {
            (expected, double[] plain) = PlainComparison(vectors.All, probes, threads);
            Add("plain comparison", plain, 1, 1, "–", Megabytes(vectors.All.Sum(vector => (long)vector.Length * sizeof(float))));
            using GalleryFiles files = new(folder, vectors);
            files.Fill(vectors);
            Measure("gallery, exact", () => files.Open(SearchMethod.Exact, threads));
            Measure("gallery, quantized", () => files.Open(SearchMethod.Quantized, threads));
            if (index)
            {
                files.BuildIndex(vectors);
                Measure("gallery, index", () => files.Open(SearchMethod.Index, threads));
                MeasureRaw(files);
            }

            if (server is not null)
            {
                using GalleryServer on = new(server);
                on.Fill(vectors);
                using (Gallery gallery = on.Open())
                {
                    gallery.BuildIndex();
                }

                Measure("gallery, pgvector's HNSW", on.Open, $" + {Megabytes(on.IndexBytes)} of index in the server");
            }
        }

        private void Measure(string by, Func<Gallery> openIt, string elsewhere = "")
        {
            long before = ProcessMemory.Bytes(), start = Stopwatch.GetTimestamp();
            using Gallery gallery = openIt();
            gallery.Search(probes[0], GalleryServer.Definition.Recipe);
            double open = Stopwatch.GetElapsedTime(start).TotalSeconds;
            (double[] times, double first, double recall) = Search(gallery, probes, expected);
            Add(by, times, first, recall, open.ToString("0.00", null), Megabytes(ProcessMemory.Bytes() - before) + elsewhere);
        }

        // The index by itself, asked for ten: its scores are not exact, and nothing but vectors is kept.
        private void MeasureRaw(GalleryFiles files)
        {
            long before = ProcessMemory.Bytes();
            using UsearchIndex raw = files.LoadIndex(vectors);
            (double[] times, double first, double recall) = Search(
                probe => raw.Search(probe.Span, Top, null).Select(key => $"p{key - 1}"), probes, expected);
            Add("raw USearch", times, first, recall, "–", Megabytes(ProcessMemory.Bytes() - before));
        }

        private void Add(string by, double[] times, double first, double recall, string open, string memory) => report.Add(
            vectors.Name, by, Text(Quantile(times, 0.5)), Text(Quantile(times, 0.95)),
            Share(first), Share(recall), open, memory);

        private static string Share(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);

        private static string Megabytes(long bytes) => (bytes / 1e6).ToString("N0", CultureInfo.InvariantCulture);
    }
}
