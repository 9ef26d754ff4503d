using FaceML.Calibration;
using FaceML.Evaluation.AllPairs;
using FaceML.Evaluation.Calibration;
using FaceML.Import;
using FaceML.Quality;

namespace FaceML.Bench.Calibration;

/// <summary><c>shipped-calibration</c>: makes the calibrations of the presets that come with FaceML.</summary>
internal static class ShippedCalibrationCommand
{
    private const string CommandLine = "dotnet run -c Release --project bench/FaceML.Bench -- shipped-calibration";
    private const int GenuinePairsPerPerson = 10, ImpostorPairs = 100_000;

    private static readonly double[] Rates = [1e-2, 1e-3, 1e-4, 1e-5];

    public static Command Create()
    {
        Option<string[]> presets = new("--presets")
        {
            Description = "Which presets.",
            DefaultValueFactory = _ => [.. FaceRecognizerOptions.Presets],
            AllowMultipleArgumentsPerToken = true,
        };
        Option<DirectoryInfo?> output = PathOption.Folder(
            "--out", "The folder to write to, a file PRESET.json each; default: models/calibrations.");
        Option<bool> view2 = new("--view2") { Description = "Only the 7,701 images of View 2 instead of all 13,233." };
        Option<int> spoiled = new("--spoiled-people")
        {
            Description = "How many people, those with several images first, the quality model is made from; 0 for all.",
        };
        Command command = new("shipped-calibration", "Make the presets' calibrations from LFW.") { presets, output, view2, spoiled };
        command.SetAction(parsed =>
        {
            foreach (string preset in parsed.GetValue(presets)!)
            {
                Run(preset, parsed.GetValue(view2), parsed.GetValue(spoiled), parsed.GetValue(output)?.FullName
                    ?? Path.Combine(DataSets.Root, "models", "calibrations"));
            }
        });
        return command;
    }

    private static void Run(string preset, bool view2, int spoiled, string folder)
    {
        FaceRecognizerOptions options = FaceRecognizerOptions.Preset(preset);
        InstallableNetworks.InstallMissing(options.NetworkNames());
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault(options);
        LfwEmbeddings faces = LfwEmbeddings.Load(recognizer, view2: view2);
        FaceQualityModel quality = TrainQuality(recognizer, faces, spoiled);
        faces = Recognizable(faces, quality);
        int[] order = [.. Enumerable.Range(0, faces.PersonCount)];
        new Random(1).Shuffle(order);
        HashSet<int> seen = [.. order.Take(order.Length / 2)];
        Report families = new($"{preset}: score calibrations, fitted on half of the people, measured on the other", "family", "Cllr",
            "minimum Cllr", "loss", "expected calibration error");
        ComparisonScores fit = Draw(faces, seen.Contains, 2), check = Draw(faces, p => !seen.Contains(p), 3);
        foreach (ScoreCalibrationMethod method in Enum.GetValues<ScoreCalibrationMethod>())
        {
            CalibrationQuality cost = CalibrationQuality.Measure(ScoreCalibration.Fit(fit, method), check);
            families.Add(method, Short(cost.Cllr), Short(cost.MinimumCllr), Short(cost.CalibrationLoss),
                Short(cost.ExpectedCalibrationError));
        }

        families.Print(Console.Out);
        Console.WriteLine();
        CalibrationQuality shipped = CalibrationQuality.Measure(ScoreCalibration.Fit(fit), check);
        RecipeCalibration calibration = new()
        {
            Networks = [.. recognizer.Networks.Select(n => n.Card.Sha256)],
            LandmarkPasses = recognizer.Options.Landmarks.Passes,
            Flip = recognizer.Options.Embedding.Flip,
            // The data set's own disclaimer: few children, no infants, very few people over 80.
            Population = "Labeled Faces in the Wild (press photographs, nearly all of adults)",
            MeasuredOn = string.Create(CultureInfo.InvariantCulture,
                $"Labeled Faces in the Wild, deep-funneled: {faces.Images.Length:N0} images{(view2 ? " (those of View 2)" : "")} of "
                    + $"{faces.PersonCount:N0} people, the central face of each. Thresholds: all pairs of people, one random image of "
                    + $"each. FNMR: at most {GenuinePairsPerPerson} random pairs a person. Score calibration: those and "
                    + $"{ImpostorPairs:N0} random impostor pairs, people drawn evenly; its cost on people held out."),
            Command = $"{CommandLine} --presets {preset}{(view2 ? " --view2" : "")}{(spoiled == 0 ? "" : $" --spoiled-people {spoiled}")}",
            Quality = quality,
            Thresholds = Thresholds(preset, faces),
            Score = ScoreCalibration.Fit(Draw(faces, _ => true, 4)),
            Cllr = shipped.Cllr.Value,
            MinimumCllr = shipped.MinimumCllr.Value,
        };
        string path = Path.Combine(folder, preset + ".json");
        File.WriteAllText(path, calibration.ToJson());
        Console.WriteLine($"written: {path}");
    }

    // Of the same people as the thresholds, so that nobody else has to be kept from measurements.
    private static FaceQualityModel TrainQuality(FaceRecognizer recognizer, LfwEmbeddings faces, int spoiled)
    {
        PersonImages[] people = [.. faces.Images.GroupBy(image => Path.GetDirectoryName(image)!)
            .Select(person => new PersonImages(person.Key, [.. person])).OrderByDescending(person =>
            spoiled == 0 ? 0 : Math.Min(2, person.Images.Count))];
        people = spoiled == 0 ? people : people[..Math.Min(spoiled, people.Length)];
        return FaceQualityTrainer.Train(recognizer, DataSets.Find("lfw-deepfunneled"), people, new FaceQualityOptions
        {
            Selection = LfwEmbeddings.Selection,
            Progress = new SynchronousProgress(done =>
            {
                if (done % 500 == 0)
                {
                    Console.Error.WriteLine($"{done} of {people.Length} people spoiled");
                }
            }),
        });
    }

    private sealed class SynchronousProgress(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }

    // The faces that something is decided about, as vectors whose inner product is the score.
    private static LfwEmbeddings Recognizable(LfwEmbeddings faces, FaceQualityModel quality)
    {
        int[] kept = [.. Enumerable.Range(0, faces.People.Length)
            .Where(i => quality.IsRecognizable(faces.Vectors.AsSpan(i * faces.Dimension, faces.Dimension)))];
        Console.WriteLine($"{faces.People.Length - kept.Length} of {faces.People.Length} faces are not recognizable");
        return faces with
        {
            Vectors = [.. kept.SelectMany(i => quality.Compensate(faces.Vectors.AsSpan(i * faces.Dimension, faces.Dimension)))],
            People = [.. kept.Select(i => faces.People[i])],
            Images = [.. kept.Select(i => faces.Images[i])],
        };
    }

    private static ThresholdCalibration[] Thresholds(string preset, LfwEmbeddings faces)
    {
        // One image a person: where a few people have hundreds, promises are not kept (docs/calibration.md).
        Random random = new(5);
        int[] rows = [.. Enumerable.Range(0, faces.People.Length).GroupBy(i => faces.People[i])
            .Select(g => g.ElementAt(random.Next(g.Count())))];
        float[] vectors = [.. rows.SelectMany(r => faces.Vectors.AsSpan(r * faces.Dimension, faces.Dimension).ToArray())];
        long all = (long)rows.Length * (rows.Length - 1) / 2;
        ImpostorTail tail = ImpostorTail.Of(AllPairsComparison.Run(vectors, faces.Dimension, [.. rows.Select(r => faces.People[r])],
            new AllPairsOptions { LargestImpostors = (int)(1.01 * Rates.Max() * all), Compensated = true }));
        ComparisonScores genuine = Draw(faces, _ => true, 4);
        Report report = new($"{preset}: thresholds", "target FMR", "threshold", "FMR measured", "FNMR measured", "promise");
        List<ThresholdCalibration> result = [];
        foreach (double rate in Rates)
        {
            try
            {
                ThresholdCalibration fitted = ThresholdCalibrator.FitImpostors(tail, rate);
                fitted = fitted with { FalseNonMatchRate = OperatingPoint.At(genuine, fitted.Threshold).FalseNonMatchRate };
                report.Add(rate, fitted.Threshold, fitted.FalseMatchRate, fitted.FalseNonMatchRate, fitted.Promises[0]);
                result.Add(fitted);
            }
            catch (InsufficientDataException refused)
            {
                report.Add(rate, "–", "–", "–", refused.Message);
            }
        }

        report.Print(Console.Out);
        return [.. result];
    }

    // So that people with hundreds of images do not drown the others: few genuine pairs a person, impostors by people drawn evenly.
    private static ComparisonScores Draw(LfwEmbeddings faces, Func<int, bool> of, int seed)
    {
        Random random = new(seed);
        int[][] people = [.. Enumerable.Range(0, faces.People.Length).GroupBy(i => faces.People[i]).Where(g => of(g.Key))
            .Select(g => g.ToArray())];
        List<(int A, int B)> pairs = [];
        foreach (int[] person in people)
        {
            (int, int)[] own = [.. person.SelectMany((a, i) => person.Skip(i + 1).Select(b => (a, b)))];
            random.Shuffle(own);
            pairs.AddRange(own.Take(GenuinePairsPerPerson));
        }

        HashSet<(int, int)> drawn = [];
        while (drawn.Count < ImpostorPairs)
        {
            (int p, int q) = (random.Next(people.Length), random.Next(people.Length));
            if (p != q)
            {
                (int a, int b) = (people[p][random.Next(people[p].Length)], people[q][random.Next(people[q].Length)]);
                drawn.Add((Math.Min(a, b), Math.Max(a, b)));
            }
        }

        pairs.AddRange(drawn);
        return new ComparisonScores(
            [.. pairs.Select(p => TensorPrimitives.Dot(faces.Vectors.AsSpan(p.A * faces.Dimension, faces.Dimension),
                faces.Vectors.AsSpan(p.B * faces.Dimension, faces.Dimension)))],
            [.. pairs.Select(p => faces.People[p.A] == faces.People[p.B])],
            [.. pairs.Select(p => faces.People[p.A])],
            [.. pairs.Select(p => faces.People[p.B])]);
    }

    private static string Short(Estimate figure) =>
        string.Create(CultureInfo.InvariantCulture, $"{figure.Value:0.0000} [{figure.Low:0.0000}, {figure.High:0.0000}]");
}
