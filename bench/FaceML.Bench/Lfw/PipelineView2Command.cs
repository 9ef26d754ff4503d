using FaceML.Calibration;
using FaceML.Import;
using Microsoft.ML.Data;

namespace FaceML.Bench.Lfw;

/// <summary>
/// <c>pipeline-view2</c>: LFW's View 2 through a pipeline that was saved and loaded, beside FaceRecognizer measured directly.
/// </summary>
internal static class PipelineView2Command
{
    private sealed class Vector
    {
        public string Path { get; set; } = "";

        public float[] Embedding { get; set; } = [];

        public string Status { get; set; } = "";
    }

    public static Command Create()
    {
        Setting<int> limit = new("--images", 0,
            "How many of View 2's images go through the pipeline; 0 for all. With fewer, vectors are compared but no accuracy is stated.");
        Setting<string> preset = new("--preset", "balanced", "Which preset.");
        Command command = new("pipeline-view2",
            "LFW View 2 through a saved pipeline and directly: the same vectors, the same accuracy.") { limit, preset };
        command.SetAction(parsed => Run(parsed.GetValue(preset)!, parsed.GetValue(limit)));
        return command;
    }

    private static void Run(string preset, int limit)
    {
        FaceRecognizerOptions options = FaceRecognizerOptions.Preset(preset);
        InstallableNetworks.InstallMissing(options.NetworkNames());
        string folder = DataSets.Find("lfw-deepfunneled");
        IReadOnlyList<ImagePair> pairs = LfwProtocol.ReadPairs(DataSets.Find("lfw-protocol", "pairs.txt"));
        string[] images = [.. pairs.SelectMany(pair => (string[])[pair.First, pair.Second]).Distinct().Order(StringComparer.Ordinal)];
        images = limit > 0 ? [.. images.Take(limit)] : images;
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault(options);
        FaceVectors direct = FaceVectors.Compute(
            recognizer, [FaceSelection.Central], folder, images, 2, [VectorCache.FileOf(recognizer, FaceSelection.Central)])[0];

        string file = Path.Combine(DataSets.Artifacts, "view2.faceml");
        MLContext ml = new(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable(images.Select(p => new FaceSource { Path = Path.Combine(folder, p) }).ToArray());
        FacePipelineOptions pipeline = new() { Selection = FaceSelection.Central, Recognition = options };
        ml.Faces.Save(ml.Faces.EmbeddingPipeline(pipeline).Fit(data), data.Schema, file);
        using TransformerChain<ITransformer> loaded = new MLContext().Faces.Load(file, out DataViewSchema _);
        Dictionary<string, float[]?> served = [];
        foreach (Vector row in ml.Data.CreateEnumerable<Vector>(loaded.Transform(data), reuseRowObject: false))
        {
            served[Path.GetRelativePath(folder, row.Path)] = row.Status == nameof(FaceStatus.Found) ? row.Embedding : null;
            if (served.Count % 500 == 0)
            {
                Console.Error.WriteLine($"{served.Count} of {images.Length}");
            }
        }

        double furthest = images.Max(p => (served[p], direct[p]) is ({ } a, { } b) ? a
            .Zip(b, (x, y) => Math.Abs((double)x - y)).Max() : served[p] is null && direct[p] is null ? 0 : double.PositiveInfinity);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{images.Length} images; the largest difference of any number of any vector: {furthest}"));
        if (limit == 0)
        {
            Report report = new($"LFW View 2, preset {preset}", "way", "accuracy", "± se");
            Add(report, "saved pipeline", pairs, p => served[p], (a, b) => FaceComparison.Cosine(a, b));
            Add(report, "FaceRecognizer directly", pairs, p => direct[p], (a, b) => FaceComparison.Cosine(a, b));
            if (RecipeCalibration.For(recognizer) is { Quality: { } quality })
            {
                Add(report, "FaceRecognizer directly, scores without what degradation adds", pairs, p => direct[p], (a, b) =>
                    quality.Compare(a, b));
                ImagePair[] decided = [.. pairs.Where(pair => new[] { pair.First, pair.Second }
                    .All(image => direct[image] is { } vector && quality.IsRecognizable(vector)))];
                Add(report, $"the same, of the {decided.Length:N0} pairs of recognizable faces", decided, p => direct[p], (a, b) =>
                    quality.Compare(a, b));
            }

            report.Print(Console.Out);
        }
    }

    private static void Add(
        Report report, string way, IReadOnlyList<ImagePair> pairs, Func<string, float[]?> vector, Func<float[], float[], float> compare)
    {
        FoldAccuracy accuracy = View2Result.Of(pairs, p => vector(p.First) is { } a
            && vector(p.Second) is { } b ? compare(a, b) : -1).Accuracy;
        report.Add(way, accuracy.Accuracy, accuracy.StandardError.ToString("0.00000", CultureInfo.InvariantCulture));
    }
}
