using System.CommandLine;
using System.Globalization;
using System.Numerics.Tensors;
using FaceML.Bench.Lfw;
using FaceML.Bench.Reports;
using FaceML.Calibration;
using FaceML.Evaluation;

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

    // The bootstrap draws two hundred resamples a fit and is measured on fewer halves.
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

    private static readonly Method Bootstrap = new("IdentityBootstrap, population", BoundMethod.IdentityBootstrap, PromiseScope.Population, false);

    private sealed class Tally
    {
        public int Fits, Refused, Broken;
        public double Realised, Worst;
    }

    public static Command Create()
    {
        Option<int> halves = new("--halves") { Description = "Random halves of the people.", DefaultValueFactory = _ => 1000 };
        Option<int> bootstraps = new("--bootstrap-halves") { Description = "Of them, how many the bootstrap is fitted on as well.", DefaultValueFactory = _ => 100 };
        Option<int> workers = new("--workers") { Description = "Halves side by side.", DefaultValueFactory = _ => 2 };
        Option<FileInfo?> json = new("--json") { Description = "Write the figures to this file too." };
        Command command = new("promise", "Fit on half of LFW's people, check on the other half: how often is the promise broken?") { halves, bootstraps, workers, json };
        command.SetAction(parsed => Run(parsed.GetValue(halves), parsed.GetValue(bootstraps), parsed.GetValue(workers), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int halves, int bootstraps, int workers, FileInfo? json)
    {
        LfwEmbeddings faces = LfwEmbeddings.Load();
        SplitTail tail = new(faces, Share);
        Dictionary<(Method, double), Tally> tallies = [];
        foreach (double rate in Rates)
        {
            foreach (Method method in (Method[])[.. Methods, Bootstrap])
            {
                tallies.Add((method, rate), new Tally());
            }
        }

        int done = 0;
        Parallel.For(0, halves, new ParallelOptions { MaxDegreeOfParallelism = workers }, seed =>
        {
            Random random = new(seed);
            bool[] half = tail.Half(random);
            foreach (double rate in Rates)
            {
                ImpostorTail own = tail.Of(half, true, rate);
                foreach (Method method in (Method[])[.. Methods, .. seed < bootstraps ? (Method[])[Bootstrap] : []])
                {
                    double? realised = method.Disjoint ? Disjoint(faces, half, random, method, rate) : AllPairs(tail, own, half, method, rate);
                    Add(tallies[(method, rate)], realised, rate);
                }
            }

            if (Interlocked.Increment(ref done) is var count && count % 50 == 0)
            {
                Console.Error.WriteLine($"{count} of {halves}");
            }
        });

        Report report = new($"Promises at {Confidence * 100} % on {faces.Pictures.Length} pictures of {tail.People} people", "bound", "target FMR", "halves", "refused", "broken", "broken %", "95 % interval", "mean FMR on the other half", "worst");
        foreach (Method method in (Method[])[.. Methods, Bootstrap])
        {
            foreach (double rate in Rates)
            {
                Tally t = tallies[(method, rate)];
                int fitted = t.Fits - t.Refused;
                string interval = fitted == 0 ? "–" : Estimate.Rate(t.Broken, fitted) is var e ? string.Create(CultureInfo.InvariantCulture, $"{e.Low * 100:0.0} to {e.High * 100:0.0}") : "";
                report.Add(method.Name, Text(rate, "0.####"), t.Fits, t.Refused, t.Broken, fitted == 0 ? "–" : Text(100.0 * t.Broken / fitted, "0.0"), interval,
                    fitted == 0 ? "–" : Text(t.Realised / fitted, "0.00000"), fitted == 0 ? "–" : Text(t.Worst, "0.00000"));
            }
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static double? AllPairs(SplitTail tail, ImpostorTail own, bool[] half, Method method, double rate)
    {
        try
        {
            float threshold = ThresholdCalibrator.FitImpostors(own, rate, OptionsOf(method)).Threshold;
            return tail.RateAt(half, false, threshold);
        }
        catch (InsufficientDataException)
        {
            return null;
        }
    }

    // Everybody in one comparison at most: the people of each half in pairs, a random picture of each.
    private static double? Disjoint(LfwEmbeddings faces, bool[] half, Random random, Method method, double rate)
    {
        float[] fit = DisjointScores(faces, half, true, random), check = DisjointScores(faces, half, false, random);
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

    private static float[] DisjointScores(LfwEmbeddings faces, bool[] half, bool side, Random random)
    {
        int[] pictures = [.. Enumerable.Range(0, faces.People.Length).Where(i => half[faces.People[i]] == side)
            .GroupBy(i => faces.People[i]).Select(g => g.ElementAt(random.Next(g.Count())))];
        random.Shuffle(pictures);
        float[] scores = new float[pictures.Length / 2];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = TensorPrimitives.Dot(Vector(faces, pictures[2 * i]), Vector(faces, pictures[(2 * i) + 1]));
        }

        return scores;
    }

    private static ReadOnlySpan<float> Vector(LfwEmbeddings faces, int row) => faces.Vectors.AsSpan(row * faces.Dimension, faces.Dimension);

    private static ThresholdOptions OptionsOf(Method method) => new() { Confidence = Confidence, Bound = method.Bound, Scope = method.Scope, Replicates = 200 };

    private static void Add(Tally tally, double? realised, double rate)
    {
        lock (tally)
        {
            tally.Fits++;
            if (realised is not { } value)
            {
                tally.Refused++;
                return;
            }

            tally.Broken += value > rate ? 1 : 0;
            tally.Realised += value;
            tally.Worst = Math.Max(tally.Worst, value);
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
