using System.Security.Cryptography;
using System.Text;
using FaceML.Bench.Networks;
using FaceML.Calibration;

namespace FaceML.Bench.Degradations;

/// <summary>
/// <c>turned-and-cropped</c>: LFW's View 2 with every image turned by 90, 180 and 270° and cropped to its face: how many faces are found,
/// how many turns named, and what accuracy is lost against the images as they are.
/// </summary>
internal static class TurnedAndCroppedCommand
{
    private const FaceSelection Selection = FaceSelection.Central;

    public static Command Create()
    {
        Option<string> preset = new("--preset")
        {
            Description = "The recipe.",
            DefaultValueFactory = _ => FaceRecognizerOptions.DefaultPreset,
        };
        Option<int> limit = new("--pairs")
        {
            Description = "How many pairs of each fold and kind, for a quick look; 0 for all.",
            DefaultValueFactory = _ => 0,
        };
        Option<string[]> only = new("--only")
        {
            Description = "Only these conditions.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [.. Conditions.Select(c => c.Name)],
        };
        Option<bool> without = new("--without") { Description = "Without the search: what was found before there was one." };
        Option<int> workers = new("--workers") { Description = "Images side by side.", DefaultValueFactory = _ => 2 };
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("turned-and-cropped",
            "LFW View 2 turned by quarter turns and cropped to the face: found, turn named, accuracy lost.") { preset, limit, only, without,
            workers, json };
        command.SetAction(parsed =>
            Run(parsed.GetValue(preset)!, parsed.GetValue(limit), parsed.GetValue(only)!, parsed.GetValue(without),
            parsed.GetValue(workers), parsed.GetValue(json)));
        return command;
    }

    private static readonly Condition[] Conditions =
    [
        new("turned by 90°", 90, (image, _) => image.Turn(90)),
        new("turned by 180°", 180, (image, _) => image.Turn(180)),
        new("turned by 270°", 270, (image, _) => image.Turn(270)),
        new("cropped to the 112×112 template", 0, (image, face) => new FaceAligner(AlignmentTemplate.ArcFace112).Align(image, face.Points)),
        new("cropped to the box", 0, (image, face) => CropTo(image, face.Box, 1)),
        new("cropped to the box × 1.1", 0, (image, face) => CropTo(image, face.Box, 1.1f)),
        new("cropped to the box × 1.25", 0, (image, face) => CropTo(image, face.Box, 1.25f)),
    ];

    private sealed record Condition(string Name, int Turn, Func<Image, Face, Image> Make);

    private static void Run(string preset, int limit, string[] only, bool without, int workers, FileInfo? json)
    {
        IReadOnlyList<ImagePair> pairs = LfwProtocol.ReadPairs(DataSets.Find("lfw-protocol", "pairs.txt"));
        pairs = limit == 0 ? pairs : [.. pairs.GroupBy(p => (p.Fold, p.IsGenuine)).SelectMany(g => g.Take(limit))];
        string[] images = [.. pairs.SelectMany(pair => (string[])[pair.First, pair.Second]).Distinct().Order(StringComparer.Ordinal)];
        FaceRecognizerOptions options = FaceRecognizerOptions.Preset(preset);
        options = without ? options with { Detection = new() { ExtendCanvas = false, Turns = TurnSearch.Never } } : options;
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault(options);
        FaceQualityModel quality = RecipeCalibration.For(recognizer)?.Quality
            ?? throw new InvalidOperationException($"No quality model is shipped for the preset {preset}.");
        float[]?[] upright = Compute("as they are", 0, recognizer, images, workers, (image, _) => image);
        Accuracies reference = Measure(pairs, images, upright, quality);
        Report report = new($"LFW View 2, preset {preset}{(without ? ", without the search" : "")}", "images", "found % [95 %]",
            "turn named rightly % [95 %]", "accuracy by cosines % [95 %]", "points lost [95 %]", "by compensated scores % [95 %]",
            "points lost [95 %]", "TAR@1e-4 over all pairs, cosines");
        Add(report, "as they are", images, upright, 0, reference, null);
        foreach (Condition condition in Conditions.Where(c => only.Contains(c.Name)))
        {
            float[]?[] found = Compute(condition.Name, condition.Turn, recognizer, images, workers, condition.Make);
            Add(report, condition.Name, images, found, condition.Turn, Measure(pairs, images, found, quality), reference);
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    /// <summary>By cosines, and by the scores that `faceml verify` decides by.</summary>
    private sealed record Accuracies(FoldAccuracy Cosines, FoldAccuracy Compensated);

    private static void Add(
        Report report, string name, string[] images, float[]?[] found, int turn, Accuracies result, Accuracies? reference)
    {
        int faces = found.Count(f => f is not null), named = found.Count(f => f is not null && (int)f[0] == turn);
        (string Person, float[] Vector)[] usable =
            [.. images.Zip(found).Where(p => p.Second is not null).Select(p => (Path.GetDirectoryName(p.First)!, p.Second![1..]))];
        Estimate accepted = new FullPairs(usable).TrueAcceptRate(1e-4);
        report.Add(name, Percent(Estimate.Rate(faces, found.Length)), Percent(Estimate.Rate(named, found.Length)),
            Percent(result.Cosines.Accuracy), Lost(reference?.Cosines, result.Cosines),
            Percent(result.Compensated.Accuracy), Lost(reference?.Compensated, result.Compensated),
            string.Create(CultureInfo.InvariantCulture, $"{accepted.Value:0.000} [{accepted.Low:0.000}, {accepted.High:0.000}]"));
    }

    private static string Lost(FoldAccuracy? reference, FoldAccuracy result) =>
        reference is null ? "–" : Percent(FoldAccuracy.Compare(result, reference).Difference);

    // An image without a face is nobody's: such a pair is decided as impostor with the lowest score.
    private static Accuracies Measure(IReadOnlyList<ImagePair> pairs, string[] images, float[]?[] found, FaceQualityModel quality)
    {
        Dictionary<string, float[]?> vectors = images.Zip(found).ToDictionary(p => p.First, p => p.Second?[1..], StringComparer.Ordinal);
        FoldAccuracy By(Func<float[], float[], float> score) => View2Result.Of(pairs, pair => vectors[pair.First] is { } a
            && vectors[pair.Second] is { } b ? score(a, b) : -1).Accuracy;
        return new(By((a, b) => FaceComparison.Cosine(a, b)), By((a, b) => quality.Compare(a, b)));
    }

    // For each image the turn that was named, then the vector; null where nothing was found.
    private static float[]?[] Compute(
        string name, int turn, FaceRecognizer recognizer, string[] images, int workers, Func<Image, Face, Image> make)
    {
        Guid code = typeof(FaceRecognizer).Assembly.ManifestModule.ModuleVersionId;
        string key = $"{VectorCache.FileOf(recognizer, Selection)}|{name}|{turn}|{code}";
        string cache = Path.Combine(
            DataSets.Artifacts, $"turned-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16]}.vectors");
        if (VectorFile.TryRead(cache, images) is { } known)
        {
            return known;
        }

        string folder = DataSets.Find("lfw-deepfunneled");
        float[]?[] result = new float[]?[images.Length];
        int done = 0;
        Parallel.For(0, images.Length, new ParallelOptions { MaxDegreeOfParallelism = workers }, i =>
        {
            Image image = Image.Load(Path.Combine(folder, images[i]));
            if (FaceRecognizer.Select(recognizer.Detector.Detect(image), image, Selection, out DetectedFace face) == FaceStatus.Found)
            {
                Image made = make(image, recognizer.Locate(image, face));
                if (recognizer.TryEmbedSingle(made, Selection, out FaceEmbedding? embedded, out _))
                {
                    result[i] = [embedded.Face.Turn, .. embedded.Vector.Span];
                }
            }

            if (Interlocked.Increment(ref done) % 1000 == 0)
            {
                Console.Error.WriteLine($"{name}: {done} of {images.Length}");
            }
        });
        VectorFile.Write(cache, images, result);
        return result;
    }

    private static Image CropTo(Image image, in Box box, float factor)
    {
        float x = box.Width * factor / 2, y = box.Height * factor / 2;
        return image.Crop(new Box(
            box.Center.X - x, box.Center.Y - y, box.Center.X + x, box.Center.Y + y).ClipTo(image.Width, image.Height));
    }

    private static string Percent(Estimate rate) =>
        string.Create(CultureInfo.InvariantCulture, $"{rate.Value * 100:0.00} [{rate.Low * 100:0.00}, {rate.High * 100:0.00}]");
}
