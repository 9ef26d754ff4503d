using FaceML.Evaluation.AllPairs;
using FaceML.Evaluation.Calibration;
using FaceML.Galleries;
using FaceML.Galleries.Decisions;
using FaceML.Galleries.Search;

namespace FaceML.Bench.Galleries;

/// <summary>
/// <c>gallery-lfw</c>: LFW through a gallery in a SQLite file. One image each of the people with two or more is enrolled; their other
/// images and everybody else are probes. And on halves of the people:
/// a threshold fitted to one half, promised for a gallery of the other, whose people with one image are the strangers.
/// </summary>
internal static class GalleryLfwCommand
{
    private static readonly GalleryRecipe Recipe = new("fast", "bench");

    public static Command Create()
    {
        Setting<int> halves = new("--halves", 100, "Random halves of the people.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new(
            "gallery-lfw",
            "Identify LFW's people through a gallery: rank-1, FNIR at FPIR 1 % and 0.1 %, and whether the promised FPIR is kept on halves.")
        {
            halves, json,
        };
        command.SetAction(parsed => Run(parsed.GetValue(halves), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int halves, FileInfo? json)
    {
        LfwEmbeddings lfw = LfwEmbeddings.Load();
        ReadOnlyMemory<float>[] vectors =
            [.. Enumerable.Range(0, lfw.People.Length).Select(i => lfw.Vectors.AsMemory(i * lfw.Dimension, lfw.Dimension))];
        int[][] imagesOf =
            [.. Enumerable.Range(0, lfw.People.Length).GroupBy(i => lfw.People[i]).OrderBy(of => of.Key).Select(of => of.ToArray())];
        Report whole = Whole(vectors, imagesOf, lfw.Dimension);
        whole.Print(Console.Out);
        Console.WriteLine();
        Report kept = Halves(lfw, vectors, imagesOf, halves);
        kept.Print(Console.Out);
        Report.Write(json, whole, kept);
    }

    private static Report Whole(ReadOnlyMemory<float>[] vectors, int[][] imagesOf, int dimension)
    {
        int[] enrolled = [.. Enumerable.Range(0, imagesOf.Length).Where(person => imagesOf[person].Length > 1)];
        (int Person, int Image)[] probes =
            [.. Enumerable.Range(0, imagesOf.Length)
            .SelectMany(person => imagesOf[person].Skip(imagesOf[person].Length > 1 ? 1 : 0).Select(image => (person, image)))];
        string file = Path.Combine(DataSets.Artifacts, $"gallery-{Guid.NewGuid():N}.faces");
        try
        {
            using var gallery = Gallery.CreateFile(file, Definition(dimension));
            gallery.Enroll([.. enrolled.Select(person => new Enrollment(Id(person), vectors[imagesOf[person][0]], Recipe))]);
            ProbeResult[] results = new ProbeResult[probes.Length];
            for (int first = 0; first < probes.Length; first += 64)
            {
                (int Person, int Image)[] part = [.. probes.Skip(first).Take(64)];
                IReadOnlyList<SearchResult> answers = gallery.Search(
                    [.. part.Select(probe => vectors[probe.Image])], Recipe, new SearchOptions { Top = enrolled.Length });
                for (int i = 0; i < part.Length; i++)
                {
                    results[first + i] = ResultOf(answers[i], part[i].Person);
                }
            }

            IdentificationResults all = new(results, enrolled.Length, [.. probes.Select(probe => probe.Person)]);
            Report report = new(
                $"LFW through a gallery of {enrolled.Length:N0} people, one template each; {all.MatedCount:N0} mated and "
                + $"{probes.Length - all.MatedCount:N0} non-mated searches; intervals of 95 % by people",
                "figure", "value %", "interval %");
            Add(report, "rank 1", all.CumulativeMatches(1)[0]);
            foreach (double rate in (double[])[0.01, 0.001])
            {
                Add(report, string.Create(CultureInfo.InvariantCulture, $"FNIR at FPIR {rate:0.0 %}"),
                    all.FalseNegativeRate(all.ThresholdAt(rate)));
            }

            return report;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Report Halves(LfwEmbeddings lfw, ReadOnlyMemory<float>[] vectors, int[][] imagesOf, int halves)
    {
        Report report = new(
            $"FPIR promised at 95 % on one half of LFW's people, measured in a gallery of the other half's people with two or more "
            + $"images, on those with one; {halves} halves",
            "promised %", "mean gallery", "mean FPIR %", "halves above the promise", "refused", "mean FNIR %");
        foreach (double rate in (double[])[0.01, 0.001])
        {
            List<double> rates = [], missed = [], sizes = [];
            int above = 0, refused = 0;
            for (int seed = 0; seed < halves; seed++)
            {
                int[] order = [.. Enumerable.Range(0, imagesOf.Length)];
                new Random(seed).Shuffle(order);
                GalleryThreshold threshold = GalleryThreshold.FromImpostors(Tail(lfw, [.. order.Take(order.Length / 2)], imagesOf), rate);
                int[] others = [.. order.Skip(order.Length / 2)], enrolled = [.. others.Where(person => imagesOf[person].Length > 1)];
                using var gallery = Gallery.Create(
                    new FaceML.Galleries.Stores.MemoryGalleryStore(), Definition(lfw.Dimension), new() { Threshold = threshold });
                gallery.Enroll([.. enrolled.Select(person => new Enrollment(Id(person), vectors[imagesOf[person][0]], Recipe))]);
                if (gallery.Threshold.Value is null)
                {
                    refused++;
                    continue;
                }

                SearchOptions one = new() { Top = 1 };
                double found = Share(
                    gallery, one,
                    [.. others.Where(person => imagesOf[person].Length == 1).Select(person => (person, imagesOf[person][0]))], vectors,
                    (answer, _) => answer.Identity is not null);
                double lost = Share(
                    gallery, one, [.. enrolled.Select(person => (person, imagesOf[person][1]))], vectors, (answer, person) =>
                    answer.Identity?.Id != Id(person));
                rates.Add(found);
                missed.Add(lost);
                sizes.Add(enrolled.Length);
                above += found > rate ? 1 : 0;
            }

            report.Add(Percent(rate), sizes.Count == 0 ? "–" : Math.Round(sizes.Average()), rates.Count == 0 ? "–"
                : Percent(rates.Average()), $"{above} of {rates.Count}", refused, missed.Count == 0 ? "–" : Percent(missed.Average()));
        }

        return report;
    }

    private static double Share(
        Gallery gallery, SearchOptions search, (int Person, int Image)[] probes, ReadOnlyMemory<float>[] vectors, Func<SearchResult, int,
        bool> isEvent)
    {
        IReadOnlyList<SearchResult> answers = gallery.Search([.. probes.Select(probe => vectors[probe.Image])], Recipe, search);
        return answers.Zip(probes, (answer, probe) => isEvent(answer, probe.Person)).Count(happened => happened) / (double)probes.Length;
    }

    // One image a person: all pairs of people.
    private static ImpostorTail Tail(LfwEmbeddings lfw, int[] people, int[][] imagesOf)
    {
        float[] vectors =
            [.. people.SelectMany(person => lfw.Vectors.AsSpan(imagesOf[person][0] * lfw.Dimension, lfw.Dimension).ToArray())];
        return ImpostorTail.Of(
            AllPairsComparison.Run(
            vectors, lfw.Dimension, [.. Enumerable.Range(0, people.Length)], new AllPairsOptions { LargestImpostors = 2000 }));
    }

    private static ProbeResult ResultOf(SearchResult answer, int person)
    {
        Candidate? mate = answer.Candidates.FirstOrDefault(c => c.Person.Id == Id(person));
        Candidate? other = answer.Candidates.FirstOrDefault(c => c.Person.Id != Id(person));
        return new ProbeResult(mate?.Rank ?? 0, mate?.Score ?? float.NegativeInfinity, other?.Score ?? float.NegativeInfinity);
    }

    private static GalleryDefinition Definition(int dimension) => new()
    {
        Id = "lfw",
        Recipe = Recipe,
        Dimension = dimension,
        Duplicates = DuplicateRule.Ignore,
    };

    private static string Id(int person) => $"p{person}";

    private static void Add(Report report, string name, Estimate estimate) =>
        report.Add(name, Percent(estimate.Value), $"{Percent(estimate.Low)} to {Percent(estimate.High)}");

    private static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture);
}
