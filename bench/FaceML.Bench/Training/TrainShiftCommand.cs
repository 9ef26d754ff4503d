using FaceML.Data;
using FaceML.Training.Heads;
using FaceML.Training.Losses;

namespace FaceML.Bench.Training;

/// <summary>
/// <c>train-shift</c>: what learning does for people with decades between their images (<c>age-gap</c>), each part of them measured with
/// what was learned from the others; what it then does on LFW, and how far keeping general people helps there; what PLDA's likelihood
/// ratios are worth, and how several images of a person are best used.
/// </summary>
internal static partial class TrainShiftCommand
{
    private const string Search = "search (faceml train)";

    private static readonly string[] Tables = ["heads", "cross", "general", "evidence", "templates"];
    private static readonly string[] Ways = [HeadSearch.Discriminant, .. HeadSearch.Losses.Keys, Search];

    private sealed record Part(EmbeddingSet Learn, EmbeddingSet Test);

    public static Command Create()
    {
        Setting<int> replicates = new("--replicates", 500, "Resamples of the intervals.");
        Setting<int> seed = new("--seed", 1, "Decides who is in which part.");
        Setting<int> parts = new("--parts", 3,
            "The parts of the people, at least 2: each is measured with what was learned from the others.");
        Option<string[]> tables = new("--tables")
        {
            Description = "What is measured.",
            DefaultValueFactory = _ => Tables,
            AllowMultipleArgumentsPerToken = true,
        };
        tables.AcceptOnlyFromAmong(Tables);
        Option<string[]> ways = new("--ways")
        {
            Description = "The ways of learning in the table of heads.",
            DefaultValueFactory = _ => Ways,
            AllowMultipleArgumentsPerToken = true,
        };
        ways.AcceptOnlyFromAmong(Ways);
        Command command = new("train-shift",
            "What learning does across decades of age, elsewhere, and for likelihood ratios and templates.")
        {
            replicates, seed, parts, tables, ways,
        };
        command.SetAction(parsed => Run(
            parsed.GetValue(replicates), parsed.GetValue(seed), parsed.GetValue(parts), parsed.GetValue(tables)!, parsed.GetValue(ways)!));
        return command;
    }

    private static void Run(int replicates, int seed, int count, string[] tables, string[] ways)
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        EmbeddingSet all = AgeGap(recognizer);
        Part[] parts = Split(all, count, seed);
        if (tables.Contains("heads"))
        {
            Heads(parts, replicates, ways);
        }

        if (tables.Contains("cross"))
        {
            Cross(recognizer, all);
        }

        if (tables.Contains("general"))
        {
            General(recognizer, all, seed);
        }

        if (tables.Contains("evidence"))
        {
            Evidence(parts);
        }

        if (tables.Contains("templates"))
        {
            Templates(parts);
        }
    }

    private static void Heads(Part[] parts, int replicates, string[] ways)
    {
        Report report = new($"Learned from all but one of {parts.Length} parts of age-gap's people, measured on that part", "way", "part",
            "TAR@1e-3 as it came",
            "learned", "difference, 95 % interval", "seconds");
        foreach (string name in ways)
        {
            foreach ((int index, Part part) in parts.Index())
            {
                long started = Stopwatch.GetTimestamp();
                MetricHead? head = Learn(name, part.Learn, out string note);
                double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                PairedDifference gain = HeldOutPairs.Compare(part.Test, head?.Transform(part.Test) ?? part.Test,
                    new EvaluationOptions { Replicates = replicates, FalseMatchRates = [1e-3] })
                    .TrueMatchRateAt(FaceTraining.DecidingFalseMatchRate);
                report.Add(name + note, index + 1, Text(gain.First), Text(gain.Second),
                    Text(gain.Difference),
                    seconds.ToString("0.0", CultureInfo.InvariantCulture));
                Console.Error.WriteLine($"{name}, part {index + 1}: {Text(gain.First)} → {Text(gain.Second)}");
            }
        }

        report.Print(Console.Out);
    }

    private static MetricHead? Learn(string name, EmbeddingSet learn, out string note)
    {
        note = "";
        if (name == HeadSearch.Discriminant)
        {
            return LinearDiscriminant.Fit(learn).Head;
        }

        if (HeadSearch.Losses.TryGetValue(name, out LossOptions? loss))
        {
            var options = new HeadSearchOptions();
            return new MetricHeadTrainer(new MetricHeadOptions
            {
                Loss = loss,
                Shape = new MetricHeadShape { OutputLength = learn.Length, Residual = true },
                Epochs = options.Epochs,
                LearningRate = options.LearningRate,
            }).Train(learn).Head;
        }

        HeadSearchResult found = HeadSearch.Run(learn);
        note = $": {found.Name}";
        return found.Head;
    }

    private static void Cross(FaceRecognizer recognizer, EmbeddingSet all)
    {
        var lfw = new LfwPairs(recognizer);
        Report report = new("Learned from all of age-gap's people, measured on LFW's View 2", "way", "accuracy %", "± se", "TAR@1e-3",
            "accuracy less as it came, 95 % interval");
        foreach (string name in (string[])[HeadSearch.AsItCame, HeadSearch.Discriminant, "infonce", "triplet"])
        {
            report.Add([name, .. lfw.Row(name == HeadSearch.AsItCame ? null : Learn(name, all, out _))]);
        }

        report.Print(Console.Out);
    }

    // What faceml train does, with its split of the people: what is kept of the gain, and what general people lose.
    private static void General(FaceRecognizer recognizer, EmbeddingSet all, int seed)
    {
        var lfw = new LfwPairs(recognizer);
        Report report = new("Learned from age-gap with and without keeping general people, measured on age-gap's other people and on "
            + "LFW's View 2",
            "settings", "chosen", "weight", "age-gap, TAR@1e-3 gained, 95 % interval", "LFW, accuracy %", "± se", "TAR@1e-3",
            "accuracy less as it came, 95 % interval");
        float[][] embeddings = [.. Enumerable.Range(0, all.Count).Select(row => all.Row(row).ToArray())];
        string[] identities = [.. all.Labels.ToArray().Select(label => label.ToString("0000", CultureInfo.InvariantCulture))];
        foreach ((string settings, string? loss, bool keep) in ((string, string?, bool)[])[
            ("none", null, false), ("--keep-general", null, true), ("--loss infonce", "infonce", false)])
        {
            FaceTrainingResult result = FaceTraining.Run(new MLContext(seed), embeddings, identities, new FaceTrainingOptions
            {
                Population = "age-gap",
                Loss = loss,
                KeepGeneral = keep,
                Seed = seed,
            });
            MetricHead? head = result.IsKept ? result.Model.OfType<FaceMetricHeadTransformer>().First().Head : null;
            result.Model.Dispose();
            Estimate? gain = result.Gain is { } measured ? FaceTraining.Deciding(measured).Difference : null;
            report.Add([settings, result.Chosen, result.Weight, gain is { } g ? Text(g) : "none", .. lfw.Row(head)]);
        }

        report.Print(Console.Out);
    }

    // The pairs of View 2, and what their accuracy loses by a head.
    private sealed class LfwPairs
    {
        private readonly IReadOnlyList<ImagePair> pairs = LfwProtocol.ReadPairs(DataSets.Find("lfw-protocol", "pairs.txt"));
        private readonly FaceVectors vectors;
        private readonly View2Result plain;

        public LfwPairs(FaceRecognizer recognizer)
        {
            string[] images = [.. pairs.SelectMany(pair => (string[])[pair.First, pair.Second]).Distinct().Order(StringComparer.Ordinal)];
            vectors = FaceVectors.Compute(recognizer, [FaceSelection.Central], DataSets.Find("lfw-deepfunneled"), images, 2,
                [VectorCache.FileOf(recognizer, FaceSelection.Central)])[0];
            plain = Measure(null);
        }

        public object[] Row(MetricHead? head)
        {
            View2Result result = head is null ? plain : Measure(head);
            return [Text(100 * result.Accuracy.Accuracy.Value), Text(100 * result.Accuracy.StandardError),
                Text(result.TrueMatchRate.Value), Text(View2Result.Compare(plain, result)[0].Difference, 100)];
        }

        private View2Result Measure(MetricHead? head)
        {
            Dictionary<string, float[]?> projected = pairs.SelectMany(pair => (string[])[pair.First, pair.Second]).Distinct()
                .ToDictionary(image => image, image => vectors[image] is { } v ? Project(head, v) : null);
            return View2Result.Of(pairs, p => projected[p.First] is { } a
                && projected[p.Second] is { } b ? TensorPrimitives.CosineSimilarity<float>(a, b) : -1);
        }
    }

    private static float[] Project(MetricHead? head, float[] vector)
    {
        if (head is null)
        {
            return vector;
        }

        float[] result = new float[head.OutputLength];
        head.Transform(vector, result);
        return result;
    }

    private static EmbeddingSet AgeGap(FaceRecognizer recognizer)
    {
        string folder = DataSets.Find("age-gap");
        (string Image, int Person)[] images = [.. PersonFolders.Read(folder).SelectMany((p, i) => p.Images.Select(image => (image, i)))];
        FaceVectors vectors = FaceVectors.Compute(recognizer, [FaceSelection.Largest], folder, [.. images.Select(i => i.Image)], 2,
            [VectorCache.FileOf(recognizer, FaceSelection.Largest, "age-gap")])[0];
        (string Image, int Person)[] usable =
            [.. images.Where(i => vectors[i.Image] is not null).GroupBy(i => i.Person).Where(g => g.Count() > 1).SelectMany(g => g)];
        return EmbeddingSet.FromVectors([.. usable.Select(i => vectors[i.Image]!)], [.. usable.Select(i => i.Person)]);
    }

    private static Part[] Split(EmbeddingSet all, int count, int seed)
    {
        List<EmbeddingSet> tests = [];
        EmbeddingSet rest = all;
        while (tests.Count + 1 < count)
        {
            (rest, EmbeddingSet next) = TrainingSplit.ByIdentity(rest, 1.0 / (count - tests.Count), seed);
            tests.Add(next);
        }

        tests.Add(rest);
        return [.. tests.Select(test => new Part(tests.Where(other => other != test).Aggregate(Join), test))];
    }

    private static EmbeddingSet Join(EmbeddingSet a, EmbeddingSet b) =>
        new([.. a.Values, .. b.Values], [.. a.Labels, .. b.Labels], a.Length);

    private static string Text(Estimate value, double unit = 1) =>
        $"{Text(unit * value.Value)} [{Text(unit * value.Low)}, {Text(unit * value.High)}]";

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
