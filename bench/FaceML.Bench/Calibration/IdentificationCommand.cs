using FaceML.Evaluation.Calibration;

namespace FaceML.Bench.Calibration;

/// <summary>
/// <c>identification</c>: whether the false positive identification rate stays at its target as the gallery grows. The threshold is fitted
/// on some of LFW's people and searched with among the others, one image each: a gallery of N of them, and everybody else of them as a
/// probe.
/// </summary>
internal static class IdentificationCommand
{
    private const double Share = 0.03;

    private static readonly int[] FitPeople = [200, 600, 2000];
    private static readonly int[] GallerySizes = [10, 100, 1000, 3000];

    private sealed class Tally
    {
        public int Refused, Extrapolated, Broken;
        public double Above;
        public readonly List<double> Rates = [], Fitted = [];
    }

    public static Command Create()
    {
        Setting<int> splits = new("--splits", 200, "Random splits of the people.");
        Setting<double> target = new("--fpir", 0.01, "The false positive identification rate to promise.");
        Setting<int> workers = new("--workers", 2, "Splits side by side.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("identification",
            "Fit thresholds for galleries on some of LFW's people, search among the others: does the FPIR stay at its target?") { splits,
            target, workers, json };
        command.SetAction(parsed => Run(parsed.GetValue(splits), parsed.GetValue(target), parsed.GetValue(workers), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int splits, double target, int workers, FileInfo? json)
    {
        SplitTail tail = new(LfwEmbeddings.Load(), Share);
        Report report = new($"FPIR of at most {target} promised at 95 %, {splits} splits of {tail.PersonCount} people", "people fitted on",
            "impostor comparisons", "gallery N", "scores above the threshold", "extrapolated", "refused", "mean FPIR of the others",
            "FPIR of the fit alone", "above the target %", "95 % interval");
        foreach (int people in FitPeople)
        {
            Dictionary<int, Tally> tallies = GallerySizes.ToDictionary(n => n, _ => new Tally());
            Parallel.For(0, splits, new ParallelOptions { MaxDegreeOfParallelism = workers }, seed =>
            {
                Random random = new((seed * 7919) + people);
                byte[] sides = tail.Split(random, people, 1);
                foreach (int size in GallerySizes)
                {
                    One(tail, sides, random, size, target, tallies[size]);
                }
            });
            foreach (int size in GallerySizes)
            {
                Show(report, people, size, splits, tallies[size]);
            }

            Console.Error.WriteLine($"{people} people");
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static void One(SplitTail tail, byte[] sides, Random random, int size, double target, Tally tally)
    {
        IdentificationThreshold threshold;
        try
        {
            long people = sides.Count(s => s == 1);
            threshold = IdentificationThreshold.For(
                tail.Of(sides, 1, target / size, (int)Math.Min(1001, people * (people - 1) / 100)), size, target);
        }
        catch (InsufficientDataException)
        {
            lock (tally)
            {
                tally.Refused++;
            }

            return;
        }

        int[] others = [.. Enumerable.Range(0, sides.Length).Where(i => sides[i] == 2)];
        double rate = 0, fitted = 0;
        // Few people in a gallery say little of all: about three thousand are drawn whatever its size.
        int galleries = Math.Clamp(3000 / size, 5, 100);
        for (int g = 0; g < galleries; g++)
        {
            random.Shuffle(others);
            byte[] roles = new byte[sides.Length];
            for (int i = 0; i < others.Length; i++)
            {
                roles[others[i]] = (byte)(i < size ? 1 : 2);
            }

            rate += tail.FalsePositiveRate(roles, threshold.Threshold) / galleries;
            fitted += threshold.FittedThreshold is { } alone ? tail.FalsePositiveRate(roles, alone) / galleries : 0;
        }

        lock (tally)
        {
            tally.Extrapolated += threshold.IsExtrapolated ? 1 : 0;
            tally.Above += threshold.ScoresAbove;
            tally.Broken += rate > target ? 1 : 0;
            tally.Rates.Add(rate);
            if (threshold.IsExtrapolated)
            {
                tally.Fitted.Add(fitted);
            }
        }
    }

    private static void Show(Report report, int people, int size, int splits, Tally tally)
    {
        long comparisons = (long)people * (people - 1) / 2;
        if (tally.Rates.Count == 0)
        {
            report.Add(people, comparisons, size, "–", "–", tally.Refused, "–", "–", "–", "–");
            return;
        }

        Estimate broken = Estimate.Rate(tally.Broken, tally.Rates.Count);
        report.Add(people, comparisons, size, Text(tally.Above / tally.Rates.Count, "0.0"), $"{tally.Extrapolated} of {splits}",
            tally.Refused, Text(tally.Rates.Average(), "0.00000"),
            tally.Fitted.Count == 0 ? "–" : Text(tally.Fitted.Average(), "0.00000"), Text(100 * broken.Value, "0.0"),
            string.Create(CultureInfo.InvariantCulture, $"{broken.Low * 100:0.0} to {broken.High * 100:0.0}"));
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
