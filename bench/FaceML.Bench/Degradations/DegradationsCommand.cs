using FaceML.Calibration;
using FaceML.Data;

namespace FaceML.Bench.Degradations;

/// <summary>
/// <c>degradations</c>: whether a preset's shipped thresholds keep their promises on spoiled images. Both images of every pair are spoiled
/// alike, as one camera would; the people are those of LFW that are not in View 2, which the thresholds were made from. False matches are
/// counted among people with one image whom nobody looked at before, missed ones among the few with two.
/// </summary>
internal static class DegradationsCommand
{
    private const double Strict = 1e-4, Loose = 1e-3;

    // People with one image whom the compensation was chosen on.
    private const int LookedAt = 278;

    public static Command Create()
    {
        Option<string> preset = new("--preset") { Description = "Which preset.", DefaultValueFactory = _ => "balanced" };
        Option<int> people = new("--people")
        {
            Description = "People with one image outside View 2, at most 1,138.",
            DefaultValueFactory = _ => 400,
        };
        Option<FileInfo?> json = Report.FileOption();
        Option<string[]> only = new("--only")
        {
            Description = "Only those whose name contains one of these.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        Option<bool> without = new("--without-search") { Description = "Without the search for turned faces." };
        Command command = new("degradations",
            "False matches at the shipped thresholds on blurred, small, noisy, turned and covered faces.") { preset, people, only, without,
            json };
        command.SetAction(parsed =>
            Run(parsed.GetValue(preset)!, parsed.GetValue(people), parsed.GetValue(only)!, !parsed.GetValue(without),
            parsed.GetValue(json)));
        return command;
    }

    private static void Run(string preset, int people, string[] only, bool search, FileInfo? json)
    {
        FaceRecognizerOptions options = FaceRecognizerOptions.Preset(preset);
        using var recognizer = FaceRecognizer.CreateDefault(
            search ? options : options with { Detection = new() { ExtendCanvas = false, Turns = TurnSearch.Never } });
        RecipeCalibration calibration = RecipeCalibration.For(recognizer)
            ?? throw new InvalidOperationException($"No calibration is shipped for the preset {preset}.");
        FaceQualityModel? quality = calibration.Quality;
        (string File, int Person)[] images = Images(people);
        Report report = new($"{images.Length} images of {images[^1].Person + 1} people of LFW outside View 2, preset "
            + $"{preset}{(search ? "" : ", without the search for turned faces")}",
            "both images", "faces found %", "of them decided %", "FMR % at the threshold for 0.1 % [95 %]",
            "FMR % at the threshold for 0.01 % [95 %]", "FNMR % there [95 %]");
        foreach (Degradation degradation in Degradation.All
            .Where(d => only.Length == 0 || only.Any(o => d.Name.Contains(o, StringComparison.OrdinalIgnoreCase))))
        {
            ComparisonScores? scores = Compare(recognizer, quality, images, degradation, out double found, out double decided);
            if (scores is null)
            {
                report.Add(degradation.Name, Percent(found, "0.0"), Percent(decided, "0.0"), "–", "–", "–");
                continue;
            }

            OperatingPoint loose = OperatingPoint.At(scores, calibration.At(Loose).Threshold), strict =
                OperatingPoint.At(scores, calibration.At(Strict).Threshold);
            report.Add(degradation.Name, Percent(found, "0.0"), Percent(decided, "0.0"), Text(loose.FalseMatchRate),
                Text(strict.FalseMatchRate), Text(strict.FalseNonMatchRate));
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static (string File, int Person)[] Images(int people)
    {
        PersonImages[] outside = [.. OutsideView2()], several = [.. outside.Where(person => person.Images.Count > 1)];
        return [.. several.Concat(outside.Skip(several.Length + LookedAt).Take(people))
            .SelectMany((person, number) => person.Images.Take(2).Select(file => (file, number)))];
    }

    /// <summary>The people of LFW that are in no pair of View 2, those with most images first.</summary>
    public static IEnumerable<PersonImages> OutsideView2()
    {
        string folder = DataSets.Find("lfw-deepfunneled");
        HashSet<string> inView2 = [.. LfwProtocol.ReadPairs(DataSets.Find("lfw-protocol", "pairs.txt"))
            .SelectMany(pair => (string[])[pair.First, pair.Second])
            .Select(file => Path.GetDirectoryName(file)!)];
        return PersonFolders.Read(folder).Where(person => !inView2.Contains(person.Identity))
            .OrderByDescending(person => Math.Min(2, person.Images.Count)).ThenBy(person => person.Identity, StringComparer.Ordinal)
            .Select(person => person with { Images = [.. person.Images.Select(image => Path.Combine(folder, image))] });
    }

    /// <summary>All pairs of the spoiled images that something is decided about; null when too few faces are left to compare.</summary>
    private static ComparisonScores? Compare(
        FaceRecognizer recognizer, FaceQualityModel? quality, (string File, int Person)[] images, Degradation degradation, out double found,
        out double decided)
    {
        var vectors = new float[]?[images.Length];
        int faces = 0;
        Parallel.For(0, images.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            Image spoiled = degradation.Apply(Image.Load(images[i].File), new Random(i));
            if (recognizer.TryEmbedSingle(spoiled, FaceSelection.Central, out FaceEmbedding? face, out _))
            {
                Interlocked.Increment(ref faces);
                vectors[i] = quality is null
                    ? face.Vector.ToArray()
                    : quality.MayDecide(quality.Quality(face.Vector.Span), face) ? quality.Compensate(face.Vector.Span) : null;
            }
        });
        int[] usable = [.. Enumerable.Range(0, images.Length).Where(i => vectors[i] is not null)];
        (found, decided) = ((double)faces / images.Length, (double)usable.Length / Math.Max(1, faces));
        HashSet<int> several = [.. images.GroupBy(image => image.Person).Where(person => person.Count() > 1).Select(person => person.Key)];
        (int A, int B)[] pairs = [.. usable.SelectMany((a, i) => usable.Skip(i + 1).Select(b => (a, b)))
            .Where(pair => images[pair.a].Person == images[pair.b].Person
                || (!several.Contains(images[pair.a].Person) && !several.Contains(images[pair.b].Person)))];
        bool[] same = [.. pairs.Select(pair => images[pair.A].Person == images[pair.B].Person)];
        return same.Contains(true) && same.Contains(false)
            ? new ComparisonScores(
                [.. pairs.Select(pair => TensorPrimitives.Dot<float>(vectors[pair.A], vectors[pair.B]))],
                same,
                [.. pairs.Select(pair => images[pair.A].Person)],
                [.. pairs.Select(pair => images[pair.B].Person)])
            : null;
    }

    private static string Text(Estimate rate) =>
        $"{Percent(rate.Value, "0.000")} [{Percent(rate.Low, "0.000")}, {Percent(rate.High, "0.000")}]";

    private static string Percent(double rate, string format) => (100 * rate).ToString(format, CultureInfo.InvariantCulture);
}
