using FaceML.Evaluation.Calibration;

namespace FaceML.Bench.Calibration;

/// <summary>
/// <c>promise</c>: whether promises are kept on people who were not there. LFW's people are halved at random, a threshold is fitted on one
/// half, and the other half's false match rate is compared with the target; over and over.
/// </summary>
internal static class PromiseCommand
{
    private const double Share = 0.03, Confidence = 0.95;

    private static readonly double[] Rates = [1e-2, 1e-3];

    private sealed record Method(string Name, BoundMethod Bound, PromiseScope Scope, bool Disjoint);

    private sealed record Design(string Name, int ImagesPerPerson, int Halves);

    private static readonly Method[] Methods =
    [
        new("EffectiveSize, next sample (default)", BoundMethod.EffectiveSize, PromiseScope.NextSample, false),
        new("EffectiveSize, population", BoundMethod.EffectiveSize, PromiseScope.Population, false),
        new("Conservative, next sample", BoundMethod.Conservative, PromiseScope.NextSample, false),
        new("Conservative, population", BoundMethod.Conservative, PromiseScope.Population, false),
        new("Exact, population, although pairs share people", BoundMethod.Exact, PromiseScope.Population, false),
        new("Exact, next sample, disjoint pairs", BoundMethod.Exact, PromiseScope.NextSample, true),
        new("Exact, population, disjoint pairs", BoundMethod.Exact, PromiseScope.Population, true),
    ];

    private static readonly Method Bootstrap =
        new("IdentityBootstrap, population", BoundMethod.IdentityBootstrap, PromiseScope.Population, false);

    private sealed class Tally
    {
        public int Fits, Refused, Broken;
        public double Realized, Worst;
    }

    public static Command Create()
    {
        Setting<int> halves = new("--halves", 1000, "Random halves of the people.");
        Setting<int> bootstraps = new("--bootstrap-halves", 200,
            "Of the halves with one image a person, how many the bootstrap is fitted on as well.");
        Setting<int> workers = new("--workers", 2, "Halves side by side.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("promise", "Fit on half of LFW's people, check on the other half: how often is the promise broken?") { halves,
            bootstraps, workers, json };
        command.SetAction(parsed => Run(
            [new("1", 1, parsed.GetValue(halves)), new("at most 5", 5, parsed.GetValue(halves)),
                new("all", int.MaxValue, parsed.GetValue(halves))],
            parsed.GetValue(bootstraps), parsed.GetValue(workers), parsed.GetValue(json)));
        return command;
    }

    private static void Run(Design[] designs, int bootstraps, int workers, FileInfo? json)
    {
        LfwEmbeddings faces = LfwEmbeddings.Load();
        SplitTail tail = new(faces, Share);
        Report report = new($"Promises at {Confidence * 100} % on {faces.Images.Length} images of {faces.PersonCount} people", "bound",
            "images a person", "target FMR", "halves", "refused", "broken", "broken %", "95 % interval", "mean FMR on the other half",
            "largest");
        foreach (Design design in designs.Where(d => d.Halves > 0))
        {
            Method[] methods = [.. Methods.Where(m => !m.Disjoint || design.ImagesPerPerson == 1), .. design.ImagesPerPerson == 1
                && bootstraps > 0 ? (Method[])[Bootstrap] : []];
            Dictionary<(Method, double), Tally> tallies = methods.SelectMany(m => Rates.Select(r => (m, r)))
                .ToDictionary(k => k, _ => new Tally());
            int done = 0;
            Parallel.For(0, design.Halves, new ParallelOptions { MaxDegreeOfParallelism = workers }, seed =>
            {
                Random random = new(seed * 7919);
                byte[] sides = tail.Split(random, tail.PersonCount / 2, design.ImagesPerPerson);
                foreach (double rate in Rates)
                {
                    ImpostorTail own = tail.Of(sides, 1, rate);
                    foreach (Method method in methods.Where(m => m != Bootstrap || seed < bootstraps))
                    {
                        double? realized = method.Disjoint
                            ? Disjoint(faces, sides, random, method, rate)
                            : AllPairs(tail, own, sides, method, rate);
                        Add(tallies[(method, rate)], realized, rate);
                    }
                }

                if (Interlocked.Increment(ref done) is var count && count % 100 == 0)
                {
                    Console.Error.WriteLine($"{design.Name}: {count} of {design.Halves}");
                }
            });
            foreach ((Method method, double rate) in tallies.Keys)
            {
                Show(report, design, method, rate, tallies[(method, rate)]);
            }
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static void Show(Report report, Design design, Method method, double rate, Tally t)
    {
        int fitted = t.Fits - t.Refused;
        if (fitted == 0)
        {
            report.Add(method.Name, design.Name, Text(rate, "0.####"), t.Fits, t.Refused, "–", "–", "–", "–", "–");
            return;
        }

        Estimate broken = Estimate.Rate(t.Broken, fitted);
        report.Add(method.Name, design.Name, Text(rate, "0.####"), t.Fits, t.Refused, t.Broken, Text(100 * broken.Value, "0.0"),
            string.Create(CultureInfo.InvariantCulture, $"{broken.Low * 100:0.0} to {broken.High * 100:0.0}"),
            Text(t.Realized / fitted, "0.00000"), Text(t.Worst, "0.00000"));
    }

    private static double? AllPairs(SplitTail tail, ImpostorTail own, byte[] sides, Method method, double rate)
    {
        try
        {
            float threshold = ThresholdCalibrator.FitImpostors(own, rate, OptionsOf(method)).Threshold;
            return tail.RateAt(sides, 2, threshold);
        }
        catch (InsufficientDataException)
        {
            return null;
        }
    }

    // Everybody in one comparison at most: the people of each half in random pairs, one image of each.
    private static double? Disjoint(LfwEmbeddings faces, byte[] sides, Random random, Method method, double rate)
    {
        float[] fit = DisjointScores(faces, sides, 1, random), check = DisjointScores(faces, sides, 2, random);
        try
        {
            // The class of genuine pairs plays no part in a bound on false matches.
            ComparisonScores scores = ComparisonScores.FromClasses([1f], fit);
            float threshold = ThresholdCalibrator.Fit(scores, ThresholdTarget.MaxFalseMatchRate(rate), OptionsOf(method)).Threshold;
            return check.Count(s => s >= threshold) / (double)check.Length;
        }
        catch (InsufficientDataException)
        {
            return null;
        }
    }

    private static float[] DisjointScores(LfwEmbeddings faces, byte[] sides, byte side, Random random)
    {
        int[] images = [.. Enumerable.Range(0, sides.Length).Where(i => sides[i] == side)];
        random.Shuffle(images);
        float[] scores = new float[images.Length / 2];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = TensorPrimitives.Dot(Vector(faces, images[2 * i]), Vector(faces, images[(2 * i) + 1]));
        }

        return scores;
    }

    private static ReadOnlySpan<float> Vector(LfwEmbeddings faces, int row) => faces.Vectors.AsSpan(row * faces.Dimension, faces.Dimension);

    private static ThresholdOptions OptionsOf(Method method) => new()
    {
        Confidence = Confidence,
        Bound = method.Bound,
        Scope = method.Scope,
        Replicates = 200,
    };

    private static void Add(Tally tally, double? realized, double rate)
    {
        lock (tally)
        {
            tally.Fits++;
            if (realized is not { } value)
            {
                tally.Refused++;
                return;
            }

            tally.Broken += value > rate ? 1 : 0;
            tally.Realized += value;
            tally.Worst = Math.Max(tally.Worst, value);
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
