using FaceML.Calibration;

namespace FaceML.Bench.Degradations;

/// <summary>
/// <c>discard</c>: error versus discard on randomly spoiled images of people that the quality model was not made from: how much fewer
/// genuine comparisons are missed when those of the lowest quality are left out, by the quality and by simpler measures.
/// </summary>
internal static class DiscardCommand
{
    private const double Share = 0.1;
    private const int Replicates = 1000;

    private static readonly double[] Shares = [0, 0.05, Share, 0.2, 0.3, 0.4, 0.5];

    // In percent: the area below a curve is its mean from nothing to this.
    private const int LongestDiscard = 50;

    private sealed record Spoiled(int Person, int Image, float[] Vector, double[] Measures, bool Decided);

    private static readonly string[] Measures = ["quality", "sharpness", "distance of the eyes", "detector score"];

    public static Command Create()
    {
        Option<string> preset = new("--preset") { Description = "Which preset.", DefaultValueFactory = _ => "balanced" };
        Option<int> versions = new("--versions") { Description = "Spoiled versions of each image.", DefaultValueFactory = _ => 6 };
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("discard", "Error versus discard of randomly spoiled images, by quality and by simpler measures.") { preset,
            versions, json };
        command.SetAction(parsed => Run(parsed.GetValue(preset)!, parsed.GetValue(versions), parsed.GetValue(json)));
        return command;
    }

    private static void Run(string preset, int versions, FileInfo? json)
    {
        using var recognizer = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Preset(preset));
        FaceQualityModel model = RecipeCalibration.For(recognizer)?.Quality
            ?? throw new InvalidOperationException($"No quality model is shipped for the preset {preset}.");
        PersonImages[] people = [.. DegradationsCommand.OutsideView2().Where(person => person.Images.Count > 1)];
        Spoiled[] faces = Spoil(recognizer, model, people, versions);
        Spoiled[] decided = [.. faces.Where(face => face.Decided)];
        Report[] reports =
        [
            Table(faces, $"{faces.Length} randomly spoiled images of {people.Length} people of LFW outside View 2, preset {preset}"),
            Table(decided, $"The {decided.Length} of them that something is decided about"),
        ];
        foreach (Report report in reports)
        {
            report.Print(Console.Out);
            Console.WriteLine();
        }

        Report.Write(json, reports);
    }

    private static Report Table(Spoiled[] faces, string title)
    {
        (int A, int B)[] genuine = [.. Pairs(faces, (a, b) => a.Person == b.Person && a.Image != b.Image)];
        float[] impostors = [.. Pairs(faces, (a, b) => a.Person != b.Person)
            .Select(p => TensorPrimitives.Dot<float>(faces[p.A].Vector, faces[p.B].Vector)).Order()];
        float threshold = impostors[^Math.Max(1, impostors.Length / 1000)];
        bool[] missed = [.. genuine.Select(p => TensorPrimitives.Dot<float>(faces[p.A].Vector, faces[p.B].Vector) < threshold)];
        Report report = new($"{title}, {genuine.Length} genuine comparisons: FNMR % by the share discarded",
            ["discarded by", .. Shares.Select(share => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %")),
                "10 %: more than by quality [95 %]", $"mean up to {LongestDiscard} %: more than by quality [95 %]"]);
        double[][] worse = [.. Measures
            .Select((_, m) => genuine.Select(p => Math.Min(faces[p.A].Measures[m], faces[p.B].Measures[m])).ToArray())];
        int[] person = [.. genuine.Select(p => faces[p.A].Person)], all = [.. Enumerable.Range(0, genuine.Length)];
        string[] Rates(double[] measure) =>
            [.. Shares.Select(share => Text(100 * Fnmr(WorstFirst(measure, missed, all), share)))];
        report.Add(["missed ones first, the best possible", .. Rates([.. missed.Select(one => one ? 0.0 : 1)]), "–", "–"]);
        for (int m = 0; m < Measures.Length; m++)
        {
            report.Add([Measures[m], .. Rates(worse[m]), .. m == 0 ? ["–", "–"] : new[]
            {
                Difference(worse[0], worse[m], missed, person, worstFirst => Fnmr(worstFirst, Share)),
                Difference(worse[0], worse[m], missed, person, Area),
            }]);
        }

        return report;
    }

    private static Spoiled[] Spoil(FaceRecognizer recognizer, FaceQualityModel model, PersonImages[] people, int versions)
    {
        Degradation mix = Degradation.All[^1];
        var found = new Spoiled?[people.Sum(p => p.Images.Count) * versions];
        (int Person, int Image, string File)[] images =
            [.. people.SelectMany((person, p) => person.Images.Select((file, i) => (p, i, file)))];
        Parallel.For(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, n =>
        {
            (int person, int image, string file) = images[n / versions];
            Image spoiled = mix.Apply(Image.Load(file), new Random(n));
            if (recognizer.TryEmbedSingle(spoiled, FaceSelection.Central, out FaceEmbedding? face, out _))
            {
                double quality = model.Quality(face.Vector.Span);
                FaceQualityComponents measured = FaceQualityComponents.Measure(spoiled, face.Face);
                found[n] = new(person, image, model.Compensate(face.Vector.Span),
                    [quality, measured.Sharpness, measured.EyeDistance, face.Face.Score], model.MayDecide(quality, face));
            }
        });
        return [.. found.OfType<Spoiled>()];
    }

    private static IEnumerable<(int A, int B)> Pairs(Spoiled[] faces, Func<Spoiled, Spoiled, bool> which) =>
        Enumerable.Range(0, faces.Length)
            .SelectMany(a => Enumerable.Range(a + 1, faces.Length - a - 1).Where(b => which(faces[a], faces[b])).Select(b => (a, b)));

    // Whether each comparison is missed, that of the lowest measure first.
    private static bool[] WorstFirst(double[] measure, bool[] missed, int[] rows) =>
        [.. rows.OrderBy(i => measure[i]).Select(i => missed[i])];

    private static double Fnmr(bool[] worstFirst, double share) =>
        worstFirst.Skip((int)(share * worstFirst.Length)).Average(missed => missed ? 1.0 : 0);

    private static double Area(bool[] worstFirst) =>
        Enumerable.Range(0, LongestDiscard + 1).Average(percent => Fnmr(worstFirst, percent / 100.0));

    // Resamples of people: how much larger a figure is by a measure than by quality.
    private static string Difference(
        double[] quality, double[] measure, bool[] missed, int[] person, Func<bool[], double> figure)
    {
        Random random = new(1);
        int[][] groups = [.. Enumerable.Range(0, person.Length).GroupBy(i => person[i]).Select(g => g.ToArray())];
        double More(int[] rows) =>
            100 * (figure(WorstFirst(measure, missed, rows)) - figure(WorstFirst(quality, missed, rows)));
        double[] differences = [.. Enumerable.Range(0, Replicates)
            .Select(_ => More([.. Enumerable.Range(0, groups.Length).SelectMany(_ => groups[random.Next(groups.Length)])])).Order()];
        return $"{Text(More([.. Enumerable.Range(0, person.Length)]))} "
            + $"[{Text(differences[Replicates / 40])}, {Text(differences[^(Replicates / 40)])}]";
    }

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
