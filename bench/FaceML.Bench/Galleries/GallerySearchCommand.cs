using Cloud.Unum.USearch;
using FaceML.Galleries;
using FaceML.Galleries.Search;

namespace FaceML.Bench.Galleries;

/// <summary><c>gallery-search</c>: how long a search takes in galleries in SQLite files, how long they take to open, and whether the
/// answers are those of plain comparison, beside plain comparison.</summary>
internal static class GallerySearchCommand
{
    private const int Top = 10, WarmUp = 20;

    internal static readonly GalleryRecipe Recipe = new("bench", "bench");

    public static Command Create()
    {
        Setting<int> count = new("--count", 100_000, "Templates.");
        Setting<int> probes = new("--probes", 200, "Searches.");
        Setting<int> threads = new("--threads", 0, "Threads of a search; 0: one a processor.");
        Option<bool> random = new("--random-only") { Description = "Random vectors only: no data set is needed." };
        Option<bool> index = new("--index") { Description = "Search by the index too, and by raw USearch: both take minutes to build." };
        Option<FileInfo?> json = Report.FileOption();
        Command command = new(
            "gallery-search", "Search galleries of 512 numbers a template: time, recall against plain comparison, opening.")
        {
            count, probes, threads, random, index, json,
        };
        command.SetAction(
            parsed => Run(
            parsed.GetValue(count), parsed.GetValue(probes), parsed.GetValue(threads), parsed.GetValue(random), parsed.GetValue(index),
            parsed.GetValue(json)));
        return command;
    }

    private static void Run(int count, int searches, int threads, bool randomOnly, bool index, FileInfo? json)
    {
        Report report = new(
            $"{count:N0} templates of 512 numbers, top {Top}, {searches} searches one after the other, "
            + $"{(threads == 0 ? Environment.ProcessorCount : threads)} threads",
            "vectors", "searched by", "median ms", "95 % ms", "recall@10", "open to first answer s");
        Measure(report, "random", GalleryVectors.Random(count, 512, 1), searches, threads, index);
        if (!randomOnly)
        {
            LfwEmbeddings lfw = LfwEmbeddings.Load();
            float[][] originals =
                [.. Enumerable.Range(0, lfw.People.Length).Select(i => lfw.Vectors[(i * lfw.Dimension)..((i + 1) * lfw.Dimension)])];
            Measure(report, "LFW and copies", GalleryVectors.Crowded(originals, count, 2), searches, threads, index);
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static void Measure(Report report, string name, float[][] vectors, int searches, int threads, bool index)
    {
        Random random = new(3);
        ReadOnlyMemory<float>[] probes =
            [.. Enumerable.Range(0, searches + WarmUp)
            .Select(_ => (ReadOnlyMemory<float>)GalleryVectors.Near(random, vectors[random.Next(vectors.Length)], 0.6f))];
        (string[][] expected, double[] plain) = PlainComparison(vectors, probes, threads);
        report.Add(name, "plain comparison", Text(Quantile(plain, 0.5)), Text(Quantile(plain, 0.95)), "1.000", "–");

        string file = Path.Combine(DataSets.Artifacts, $"gallery-{Guid.NewGuid():N}.faces");
        try
        {
            Fill(file, vectors);
            Measure(report, name, file, SearchMethod.Exact, threads, probes, expected);
            if (index)
            {
                long start = Stopwatch.GetTimestamp();
                using (var gallery = Gallery.OpenFile(file, new() { Search = SearchMethod.Index }))
                {
                    gallery.BuildIndex();
                }

                Console.Error.WriteLine(
                    $"index of {vectors.Length:N0} {name} built in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, "
                    + $"{new FileInfo(file + ".index").Length / 1_000_000:N0} MB");
                Measure(report, name, file, SearchMethod.Index, threads, probes, expected);
                MeasureRaw(report, name, vectors, probes, expected);
            }
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".index");
        }
    }

    private static void Measure(
        Report report, string name, string file, SearchMethod method, int threads, ReadOnlyMemory<float>[] probes, string[][] expected)
    {
        long start = Stopwatch.GetTimestamp();
        using var gallery = Gallery.OpenFile(file, new() { Threads = threads, Search = method });
        gallery.Search(probes[0], Recipe);
        double open = Stopwatch.GetElapsedTime(start).TotalSeconds;
        (double[] times, double recall) = Search(gallery, probes, expected);
        Add(report, name, $"gallery, {method.ToString().ToLowerInvariant()}", times, recall, open.ToString("0.00", null));
    }

    // USearch as its package gives it, with the settings of FaceML's index; its scores are not exact, and nothing but vectors is kept.
    private static void MeasureRaw(Report report, string name, float[][] vectors, ReadOnlyMemory<float>[] probes, string[][] expected)
    {
        using var raw = new USearchIndex(MetricKind.Ip, ScalarKind.Int8, 512, connectivity: 16, expansionAdd: 128, expansionSearch: 256);
        for (int i = 0; i < vectors.Length; i++)
        {
            raw.Add((ulong)i, vectors[i]);
        }

        (double[] times, double recall) = Search(
            probe =>
            {
                raw.Search(probe.ToArray(), Top, out ulong[] found, out _);
                return found.Select(key => $"p{key}");
            },
            probes, expected);
        Add(report, name, "raw USearch", times, recall, "–");
    }

    private static void Add(Report report, string name, string by, double[] times, double recall, string open) => report.Add(
        name, by, Text(Quantile(times, 0.5)), Text(Quantile(times, 0.95)), recall.ToString("0.000", CultureInfo.InvariantCulture), open);

    private static void Fill(string file, float[][] vectors)
    {
        using var gallery = Gallery.CreateFile(
            file, new() { Id = "bench", Recipe = Recipe, Dimension = 512, Duplicates = DuplicateRule.Ignore });
        for (int first = 0; first < vectors.Length; first += 10_000)
        {
            gallery.Enroll(
                [.. Enumerable.Range(first, Math.Min(10_000, vectors.Length - first))
                .Select(i => new Enrollment($"p{i}", vectors[i], Recipe))]);
        }
    }

    internal static (double[] Times, double Recall) Search(
        Gallery gallery, ReadOnlyMemory<float>[] probes, string[][] expected, Func<Person, bool>? filter = null) => Search(
            probe => gallery.Search(probe, Recipe, new() { Filter = filter }).Candidates.Select(candidate => candidate.Person.Id),
            probes, expected);

    private static (double[] Times, double Recall) Search(
        Func<ReadOnlyMemory<float>, IEnumerable<string>> search, ReadOnlyMemory<float>[] probes, string[][] expected)
    {
        List<double> times = [];
        double recall = 0;
        for (int i = 0; i < probes.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            string[] found = [.. search(probes[i])];
            double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (i >= WarmUp)
            {
                times.Add(time);
                recall += found.Intersect(expected[i]).Count() / (double)Top;
            }
        }

        return ([.. times], recall / times.Count);
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
}
