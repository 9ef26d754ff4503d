using System.CommandLine;
using System.Globalization;
using FaceML.Bench.Reports;
using FaceML.Calibration;
using FaceML.Data;
using FaceML.Evaluation;
using FaceML.Imaging;
using FaceML.Vision;

namespace FaceML.Bench.Degradations;

/// <summary>
/// <c>degradations</c>: whether a preset's shipped thresholds keep their promises on spoiled images. Both images of every pair are spoiled alike, as one
/// camera would; the people are those of LFW that are not in View 2, which the thresholds were made from.
/// </summary>
internal static class DegradationsCommand
{
    private const double Strict = 1e-4, Loose = 1e-3;

    public static Command Create()
    {
        Option<string> preset = new("--preset") { Description = "Which preset.", DefaultValueFactory = _ => "balanced" };
        Option<int> people = new("--people") { Description = "People outside View 2, at most 1,468.", DefaultValueFactory = _ => 400 };
        Option<FileInfo?> json = new("--json") { Description = "Write the figures to this file too." };
        Command command = new("degradations", "False matches at the shipped thresholds on blurred, small, noisy, turned and covered faces.") { preset, people, json };
        command.SetAction(parsed => Run(parsed.GetValue(preset)!, parsed.GetValue(people), parsed.GetValue(json)));
        return command;
    }

    private static void Run(string preset, int people, FileInfo? json)
    {
        using var recognizer = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Preset(preset));
        RecipeCalibration calibration = RecipeCalibration.For(recognizer)
            ?? throw new InvalidOperationException($"No calibration is shipped for the preset {preset}.");
        (string File, int Person)[] images = Images(people);
        Report report = new($"{images.Length} images of {images[^1].Person + 1} people of LFW outside View 2, preset {preset}",
            "both images", "faces found %", "FMR % at the threshold for 0.1 % [95 %]", "FMR % at the threshold for 0.01 % [95 %]", "FNMR % there [95 %]");
        foreach (Degradation degradation in Degradation.All)
        {
            ComparisonScores? scores = Compare(recognizer, images, degradation, out double found);
            if (scores is null)
            {
                report.Add(degradation.Name, Percent(found, "0.0"), "–", "–", "–");
                continue;
            }

            OperatingPoint loose = OperatingPoint.At(scores, calibration.At(Loose).Threshold), strict = OperatingPoint.At(scores, calibration.At(Strict).Threshold);
            report.Add(degradation.Name, Percent(found, "0.0"), Text(loose.FalseMatchRate), Text(strict.FalseMatchRate), Text(strict.FalseNonMatchRate));
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    // People with several images first: there are few of them, and they alone make genuine pairs.
    private static (string File, int Person)[] Images(int people)
    {
        string folder = DataSets.Find("lfw-deepfunneled");
        HashSet<string> inView2 = [.. LfwProtocol.ReadPairs(DataSets.Find("lfw-protocol", "pairs.txt"))
            .SelectMany(pair => (string[])[pair.First, pair.Second])
            .Select(file => Path.GetDirectoryName(file)!)];
        string[][] outside = [.. Directory.EnumerateDirectories(folder)
            .Where(person => !inView2.Contains(Path.GetFileName(person)))
            .Select(person => Directory.EnumerateFiles(person, "*.jpg").Order(StringComparer.Ordinal).Take(2).ToArray())
            .OrderByDescending(files => files.Length)
            .ThenBy(files => files[0], StringComparer.Ordinal)
            .Take(people)];
        return [.. outside.SelectMany((files, person) => files.Select(file => (file, person)))];
    }

    /// <summary>All pairs of the spoiled images; null when too few faces are left to compare.</summary>
    private static ComparisonScores? Compare(FaceRecognizer recognizer, (string File, int Person)[] images, Degradation degradation, out double found)
    {
        var vectors = new float[]?[images.Length];
        Parallel.For(0, images.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            Image spoiled = degradation.Apply(Image.Load(images[i].File), new Random(i));
            vectors[i] = recognizer.TryEmbedSingle(spoiled, FaceSelection.Central, out FaceEmbedding? face, out _) ? face.Vector.ToArray() : null;
        });
        int[] usable = [.. Enumerable.Range(0, images.Length).Where(i => vectors[i] is not null)];
        found = (double)usable.Length / images.Length;
        (int A, int B)[] pairs = [.. usable.SelectMany((a, i) => usable.Skip(i + 1).Select(b => (a, b)))];
        bool[] same = [.. pairs.Select(pair => images[pair.A].Person == images[pair.B].Person)];
        return same.Contains(true) && same.Contains(false)
            ? new ComparisonScores(
                [.. pairs.Select(pair => FaceComparison.Cosine(vectors[pair.A], vectors[pair.B]))],
                same,
                [.. pairs.Select(pair => images[pair.A].Person)],
                [.. pairs.Select(pair => images[pair.B].Person)])
            : null;
    }

    private static string Text(Estimate rate) => $"{Percent(rate.Value, "0.000")} [{Percent(rate.Low, "0.000")}, {Percent(rate.High, "0.000")}]";

    private static string Percent(double rate, string format) => (100 * rate).ToString(format, CultureInfo.InvariantCulture);
}
