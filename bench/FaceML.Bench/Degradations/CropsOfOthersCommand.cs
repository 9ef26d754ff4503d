using FaceML.Bench.Networks;

namespace FaceML.Bench.Degradations;

/// <summary>
/// <c>crops-of-others</c>: faces that fill their images, as others cut them (<c>age-gap</c>): found and told apart without the search, with
/// it, and taken as aligned.
/// </summary>
internal static class CropsOfOthersCommand
{
    public static Command Create()
    {
        Option<string> preset = new("--preset")
        {
            Description = "The recipe.",
            DefaultValueFactory = _ => FaceRecognizerOptions.DefaultPreset,
        };
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("crops-of-others",
            "TAR at FAR 1e-4 on the 100×100 crops of age-gap: without the search, with it, taken as aligned.") { preset, json };
        command.SetAction(parsed => Run(parsed.GetValue(preset)!, parsed.GetValue(json)));
        return command;
    }

    private static void Run(string preset, FileInfo? json)
    {
        string folder = DataSets.Find("age-gap");
        string[] files = [.. Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Report report = new($"Crops of age-gap, preset {preset}", "images", "found % [95 %]", "TAR@1e-3 [95 %]", "TAR@1e-4 [95 %]");
        (string Name, DetectorOptions Options)[] ways =
        [
            ("without the search", new() { ExtendCanvas = false, Turns = TurnSearch.Never }),
            ("with the search", new()),
            ("taken as aligned", new() { ImagesAreAligned = true }),
        ];
        foreach ((string name, DetectorOptions options) in ways)
        {
            using FaceRecognizer recognizer =
                FaceRecognizer.CreateDefault(FaceRecognizerOptions.Preset(preset) with { Detection = options });
            float[]?[] vectors = new float[]?[files.Length];
            Parallel.For(0, files.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
                vectors[i] = recognizer.TryEmbedSingle(Image.Load(files[i]), FaceSelection.Largest, out FaceEmbedding? found, out _)
                    ? found.Vector.ToArray()
                    : null);
            Estimate share = Estimate.Rate(vectors.Count(v => v is not null), vectors.Length);
            FullPairs pairs = new([.. files.Zip(vectors).Where(f => f.Second is not null)
                .Select(f => (Path.GetDirectoryName(f.First)!, f.Second!))]);
            report.Add(name, Text(share, 100, "0.00"), Text(pairs.TrueAcceptRate(1e-3), 1, "0.000"),
                Text(pairs.TrueAcceptRate(1e-4), 1, "0.000"));
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static string Text(Estimate rate, double factor, string format)
    {
        string Number(double value) => (value * factor).ToString(format, CultureInfo.InvariantCulture);
        return $"{Number(rate.Value)} [{Number(rate.Low)}, {Number(rate.High)}]";
    }
}
