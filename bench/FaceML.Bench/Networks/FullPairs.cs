using FaceML.Evaluation.AllPairs;

namespace FaceML.Bench.Networks;

/// <summary>All pairs of LFW's images: true accept rates with intervals, and how the impostors' scores lie.</summary>
internal sealed class FullPairs
{
    private const int Resamples = 1000;

    private readonly ErrorCurve curve;
    private readonly (string Person, float[] Scores)[] genuine;

    public FullPairs(IReadOnlyList<(string Person, float[] Vector)> faces)
    {
        string[] people = [.. faces.Select(face => face.Person).Distinct()];
        Dictionary<string, int> number = people.Index().ToDictionary(p => p.Item, p => p.Index, StringComparer.Ordinal);
        AllPairsResult all = AllPairsComparison.Run(
            [.. faces.SelectMany(face => face.Vector)], faces[0].Vector.Length, [.. faces.Select(face => number[face.Person])],
            new AllPairsOptions { Bins = 1_000_000 });
        curve = ErrorCurve.Of(all.Genuine, all.Impostor);
        (Mean, Deviation) = Moments(all.Impostor);
        GenuineMean = Moments(all.Genuine).Mean;
        genuine = [.. faces.GroupBy(face => face.Person, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, Scores([.. group.Select(face => face.Vector)]))).Where(person => person.Item2.Length > 0)];
    }

    /// <summary>The impostors' mean cosine.</summary>
    public double Mean { get; }

    /// <summary>The impostors' deviation.</summary>
    public double Deviation { get; }

    /// <summary>The genuine pairs' mean cosine.</summary>
    public double GenuineMean { get; }

    /// <summary>The lowest threshold at which no larger share of the impostors is accepted.</summary>
    public double Threshold(double falseAcceptRate) => curve.AtFalseMatchRate(falseAcceptRate).Threshold;

    /// <summary>
    /// The share of genuine pairs at or above the threshold, with its 95 % interval over resampled people (the threshold stays).
    /// </summary>
    public Estimate TrueAcceptRate(double falseAcceptRate)
    {
        double threshold = Threshold(falseAcceptRate);
        (int Accepted, int Pairs)[] people =
            [.. genuine.Select(person => (person.Scores.Count(score => score >= threshold), person.Scores.Length))];
        Random random = new(1);
        double[] resampled = [.. Enumerable.Range(0, Resamples)
            .Select(_ => Rate([.. people.Select(_ => people[random.Next(people.Length)])])).Order()];
        return new(Rate(people), resampled[(int)(0.025 * Resamples)], resampled[(int)(0.975 * Resamples)], 0.95,
            IntervalMethod.IdentityBootstrap, people.Sum(p => p.Accepted), people.Sum(p => p.Pairs));
    }

    private static double Rate((int Accepted, int Pairs)[] people) =>
        people.Sum(p => (double)p.Accepted) / people.Sum(p => (double)p.Pairs);

    private static float[] Scores(float[][] own) =>
        [.. own.SelectMany((a, i) => own.Skip(i + 1).Select(b => TensorPrimitives.Dot<float>(a, b)))];

    private static (double Mean, double Deviation) Moments(ScoreHistogram histogram)
    {
        double width = (double)(histogram.High - histogram.Low) / histogram.Counts.Length, sum = 0, squares = 0;
        for (int bin = 0; bin < histogram.Counts.Length; bin++)
        {
            double center = histogram.Low + (bin + 0.5) * width;
            sum += center * histogram.Counts[bin];
            squares += center * center * histogram.Counts[bin];
        }

        double mean = sum / histogram.Total;
        return (mean, Math.Sqrt(squares / histogram.Total - mean * mean));
    }
}
