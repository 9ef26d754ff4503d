using System.Text.Json;

namespace FaceML.Bench.Degradations;

/// <summary>
/// <c>upright-shape</c>: fits what tells upright faces from turned ones (<see cref="UprightShape"/>) on the people of LFW that are in no
/// pair of View 2, and measures it by twofold cross-validation over people.
/// </summary>
internal static class UprightShapeCommand
{
    // The share of upright faces in images as they are that may be distrusted: each costs a search, none is lost.
    private const double Distrusted = 0.015;

    private const double MostTilt = 25;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private sealed record Example(int Person, int Turn, bool IsPlain, float[] Features);

    public static Command Create()
    {
        Option<FileInfo?> output = PathOption.File(
            "--out", "Write the fitted numbers to this file: src/FaceML.Recognition/Detection/UprightShape.json is one.");
        Option<double> ridge = new("--ridge") { Description = "The weight of the penalty on large weights.", DefaultValueFactory = _ => 3 };
        Command command = new("upright-shape", "Fit what tells upright faces from turned ones by their landmarks.") { output, ridge };
        command.SetAction(parsed => Run(parsed.GetValue(output), parsed.GetValue(ridge)));
        return command;
    }

    private static void Run(FileInfo? output, double ridge)
    {
        Example[] examples = Collect();
        Report report = new("Upright faces told from turned ones", "turn", "faces found", "trusted % [95 %]");
        int[] trusted = new int[4], found = new int[4];
        for (int fold = 0; fold < 2; fold++)
        {
            Example[] seen = [.. examples.Where(e => e.Person % 2 != fold)], kept = [.. examples.Where(e => e.Person % 2 == fold)];
            (float[] weights, float bias) = Fit(seen, ridge);
            float threshold = Threshold(seen, weights, bias);
            foreach (Example example in kept)
            {
                found[example.Turn / 90]++;
                trusted[example.Turn / 90] += Evidence(example, weights, bias) >= threshold ? 1 : 0;
            }
        }

        for (int turn = 0; turn < 4; turn++)
        {
            Estimate rate = Estimate.Rate(trusted[turn], found[turn]);
            report.Add($"{turn * 90}°", found[turn],
                string.Create(CultureInfo.InvariantCulture, $"{rate.Value * 100:0.00} [{rate.Low * 100:0.00}, {rate.High * 100:0.00}]"));
        }

        report.Print(Console.Out);
        if (output is not null)
        {
            (float[] weights, float bias) = Fit(examples, ridge);
            File.WriteAllText(output.FullName, JsonSerializer.Serialize(new
            {
                fittedOn = $"LFW deep-funneled, images of the {examples.Select(e => e.Person).Distinct().Count()} people that are in no "
                    + $"pair of View 2, "
                    + $"tilted by up to {MostTilt}° and turned by 0, 90, 180 and 270°: {examples.Length} faces",
                command = "dotnet run --project bench/FaceML.Bench -c Release -- upright-shape --out "
                    + "src/FaceML.Recognition/Detection/UprightShape.json",
                trusted = MathF.Round(Threshold(examples, weights, bias), 3),
                bias,
                weights,
            }, Indented).ReplaceLineEndings("\n") + "\n");
        }
    }

    private static Example[] Collect()
    {
        string folder = DataSets.Find("lfw-deepfunneled");
        HashSet<string> view2 = [.. LfwProtocol.ReadPairs(DataSets.Find("lfw-protocol", "pairs.txt"))
            .SelectMany(p => (string[])[p.FirstIdentity!, p.SecondIdentity!])];
        string[] people = [.. Directory.EnumerateDirectories(folder).Select(p => Path.GetFileName(p)!)
            .Where(p => !view2.Contains(p)).Order(StringComparer.Ordinal)];
        (int Person, string File)[] files =
            [.. people.SelectMany((p, i) => Directory.EnumerateFiles(Path.Combine(folder, p), "*.jpg").Order(StringComparer.Ordinal)
            .Select(f => (i, f)))];
        DetectorOptions plain = new() { ExtendCanvas = false, Turns = TurnSearch.Never };
        using FaceRecognizer five = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Balanced with { Detection = plain });
        using FaceRecognizer one = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Fast with { Detection = plain });
        List<Example>[] examples = [.. files.Select(_ => new List<Example>())];
        Parallel.For(0, files.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            Image image = Image.Load(files[i].File);
            Random random = new(i);
            Add(examples[i], five, image, files[i].Person, isPlain: true);
            Add(examples[i], one, Tilted(image, (random.NextDouble() * 2 - 1) * MostTilt), files[i].Person);
            int side = random.Next(48, 129);
            Add(examples[i], five, Tilted(image, (random.NextDouble() * 2 - 1) * MostTilt).Resize(side, side, ResizeFilter.Area),
                files[i].Person);
        });
        return [.. examples.SelectMany(e => e)];
    }

    private static void Add(List<Example> examples, FaceRecognizer recognizer, Image upright, int person, bool isPlain = false)
    {
        if (FaceRecognizer.Select(
            recognizer.Detector.Detect(upright), upright, FaceSelection.Central, out DetectedFace known) != FaceStatus.Found)
        {
            return;
        }

        foreach (int degrees in (ReadOnlySpan<int>)[0, 90, 180, 270])
        {
            Image image = upright.Turn(degrees);
            Box there = new QuarterTurn(degrees, upright.Width, upright.Height).Apply(known.Box);
            DetectedFace[] same = [.. recognizer.Detector.Detect(image).Where(f => f.Box.IntersectionOverUnion(there) > 0.2f)];
            float[] features = new float[FaceLandmarks.Count * 2 + 1];
            if (same.Length > 0 && UprightShape.TryDescribe(recognizer.Landmarker.Locate(image, same[0].Box), same[0].Score, features))
            {
                examples.Add(new(person, degrees, isPlain, features));
            }
        }
    }

    private static Image Tilted(Image image, double degrees)
    {
        double angle = degrees * Math.PI / 180;
        float a = (float)Math.Cos(angle), b = (float)Math.Sin(angle), x = image.Width / 2f, y = image.Height / 2f;
        return image.Warp(new SimilarityTransform(a, b, x - a * x + b * y, y - b * x - a * y), image.Width, image.Height);
    }

    private static float Evidence(Example example, float[] weights, float bias) =>
        System.Numerics.Tensors.TensorPrimitives.Dot(example.Features, weights) + bias;

    private static float Threshold(Example[] examples, float[] weights, float bias)
    {
        float[] upright = [.. examples.Where(e => e.Turn == 0 && e.IsPlain).Select(e => Evidence(e, weights, bias)).Order()];
        return upright[(int)(Distrusted * upright.Length)];
    }

    // Iteratively reweighted least squares with a ridge, on standardized features; both classes carry the same weight.
    private static (float[] Weights, float Bias) Fit(Example[] examples, double ridge)
    {
        int count = examples[0].Features.Length;
        double[] means = [.. Enumerable.Range(0, count).Select(j => examples.Average(e => (double)e.Features[j]))];
        double[] deviations = [.. Enumerable.Range(0, count)
            .Select(j => Math.Max(1e-9, Math.Sqrt(examples.Average(e => Math.Pow(e.Features[j] - means[j], 2)))))];
        double[][] rows = [.. examples.Select(e => (double[])[.. e.Features.Select((f, j) => (f - means[j]) / deviations[j]), 1])];
        double upright = examples.Count(e => e.Turn == 0), turned = examples.Length - upright;
        double[] beta = new double[count + 1];
        for (int round = 0; round < 25; round++)
        {
            double[,] normal = new double[count + 1, count + 1];
            double[] gradient = new double[count + 1];
            for (int j = 0; j < count; j++)
            {
                normal[j, j] = ridge;
                gradient[j] = -ridge * beta[j];
            }

            for (int i = 0; i < rows.Length; i++)
            {
                double[] row = rows[i];
                bool is0 = examples[i].Turn == 0;
                double weight = examples.Length / (2 * (is0 ? upright : turned));
                double p = 1 / (1 + Math.Exp(-System.Numerics.Tensors.TensorPrimitives.Dot<double>(row, beta)));
                double curvature = weight * Math.Max(1e-6, p * (1 - p)), residual = weight * ((is0 ? 1 : 0) - p);
                for (int j = 0; j <= count; j++)
                {
                    gradient[j] += residual * row[j];
                    for (int k = 0; k <= j; k++)
                    {
                        normal[j, k] += curvature * row[j] * row[k];
                    }
                }
            }

            double[] step = Solve(normal, gradient);
            System.Numerics.Tensors.TensorPrimitives.Add<double>(beta, step, beta);
            if (step.Max(Math.Abs) < 1e-6)
            {
                break;
            }
        }

        float[] weights = [.. Enumerable.Range(0, count).Select(j => (float)(beta[j] / deviations[j]))];
        return (weights, (float)(beta[count] - Enumerable.Range(0, count).Sum(j => beta[j] * means[j] / deviations[j])));
    }

    // Cholesky; only the lower triangle is read.
    private static double[] Solve(double[,] matrix, double[] right)
    {
        int n = right.Length;
        double[] x = [.. right];
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < j; k++)
            {
                for (int i = j; i < n; i++)
                {
                    matrix[i, j] -= matrix[i, k] * matrix[j, k];
                }
            }

            double root = Math.Sqrt(matrix[j, j]);
            for (int i = j; i < n; i++)
            {
                matrix[i, j] /= root;
            }
        }

        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++)
            {
                x[i] -= matrix[i, k] * x[k];
            }

            x[i] /= matrix[i, i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++)
            {
                x[i] -= matrix[k, i] * x[k];
            }

            x[i] /= matrix[i, i];
        }

        return x;
    }
}
