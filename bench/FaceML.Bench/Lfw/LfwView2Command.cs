using FaceML.Evaluation.AllPairs;

namespace FaceML.Bench.Lfw;

/// <summary><c>lfw-view2</c>: verification on LFW's 6,000 pairs in ten folds, and on all pairs of their images.</summary>
internal static class LfwView2Command
{
    public static Command Create()
    {
        Setting<int> passes = new("--landmark-passes", 1, "Crops whose landmarks are averaged.");
        Option<bool> flip = new("--flip") { Description = "Embed each face mirrored too." };
        Option<FaceSelection[]> face = new("--face")
        {
            Description = "Which face of an image is meant: one row each.",
            DefaultValueFactory = _ => [FaceSelection.Central, FaceSelection.Largest],
            AllowMultipleArgumentsPerToken = true,
        };
        Setting<int> workers = new("--workers", 2, "Images side by side.");
        Option<bool> fresh = new("--fresh") { Description = "Do not use vectors of an earlier run." };
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("lfw-view2", "LFW View 2: accuracy over ten folds, detection rate, EER, TAR.") { passes, flip, face, workers,
            fresh, json };
        command.SetAction(parsed => Run(
            new() { Landmarks = new() { Passes = parsed.GetValue(passes) }, Embedding = new() { Flip = parsed.GetValue(flip) } },
            parsed.GetValue(face)!, parsed.GetValue(workers), parsed.GetValue(fresh), parsed.GetValue(json)));
        return command;
    }

    private static void Run(FaceRecognizerOptions options, FaceSelection[] selections, int workers, bool fresh, FileInfo? json)
    {
        IReadOnlyList<ImagePair> pairs = LfwProtocol.ReadPairs(DataSets.Find("lfw-protocol", "pairs.txt"));
        string[] images = [.. pairs.SelectMany(pair => (string[])[pair.First, pair.Second]).Distinct().Order(StringComparer.Ordinal)];
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault(options);
        string[] caches = [.. selections.Select(selection => VectorCache.FileOf(recognizer, selection))];
        if (fresh)
        {
            Array.ForEach(caches, File.Delete);
        }

        bool cached = Array.TrueForAll(caches, File.Exists);
        Stopwatch watch = Stopwatch.StartNew();
        FaceVectors[] found = FaceVectors.Compute(recognizer, selections, DataSets.Find("lfw-deepfunneled"), images, workers, caches);
        string milliseconds = cached ? "(cached)" : Text(watch.Elapsed.TotalMilliseconds / images.Length, "0.0");

        Report report = new("LFW View 2", "recipe", "face", "accuracy % [95 %]", "± se", "EER %", "TAR@1e-3", "all pairs TAR@1e-4",
            "TAR@1e-5", "threshold@1e-4", "@1e-5", "faces found", "other face than in the first row", "ms an image");
        string recipe = $"{options.Landmarks.Passes} landmark "
            + $"pass{(options.Landmarks.Passes == 1 ? "" : "es")}{(options.Embedding.Flip ? ", flip" : "")}";
        for (int i = 0; i < selections.Length; i++)
        {
            FaceVectors vectors = found[i];

            // An image without a face is nobody's: such a pair is decided as impostor with the lowest score.
            View2Result view2 = View2Result.Of(pairs, pair => vectors[pair.First] is { } a
                && vectors[pair.Second] is { } b ? FaceComparison.Cosine(a, b) : -1);
            ErrorCurve curve = AllPairs(vectors, images);
            CurvePoint[] at = [curve.AtFalseMatchRate(1e-4), curve.AtFalseMatchRate(1e-5)];
            report.Add(recipe, selections[i], Percent(view2.Accuracy.Accuracy), Text(view2.Accuracy.StandardError * 100, "0.00"),
                Percent(view2.Metrics.EqualErrorRate), view2.TrueMatchRate,
                Text(at[0].TrueMatchRate, "0.0000"), Text(at[1].TrueMatchRate, "0.0000"), Text(at[0].Threshold, "0.000"),
                Text(at[1].Threshold, "0.000"), $"{vectors.Count - vectors.Missed} of {vectors.Count}", vectors.DifferentFrom(found[0]),
                milliseconds);
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    // Tens of millions of impostors tell recipes apart where View 2 rests on a handful of errors.
    private static ErrorCurve AllPairs(FaceVectors vectors, string[] images)
    {
        string[] usable = [.. images.Where(p => vectors[p] is not null)];
        Dictionary<string, int> people = usable.Select(p => Path.GetDirectoryName(p)!).Distinct().Index()
            .ToDictionary(p => p.Item, p => p.Index);
        AllPairsResult result = AllPairsComparison.Run([.. usable.SelectMany(p => vectors[p]!)], vectors[usable[0]]!.Length,
            [.. usable.Select(p => people[Path.GetDirectoryName(p)!])], new AllPairsOptions { Bins = 1_000_000 });
        return ErrorCurve.Of(result.Genuine, result.Impostor);
    }

    private static string Percent(Estimate rate) =>
        $"{Text(rate.Value * 100, "0.00")} [{Text(rate.Low * 100, "0.00")}, {Text(rate.High * 100, "0.00")}]";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
