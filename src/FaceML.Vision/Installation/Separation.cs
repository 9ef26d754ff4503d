using System.Globalization;

namespace FaceML.Vision;

/// <summary>How well a network's scores tell the same person from different ones, over all pairs of some labelled faces.</summary>
/// <param name="Genuine">Pairs of one person.</param>
/// <param name="Impostor">Pairs of two.</param>
/// <param name="GenuineMean">The mean cosine of the genuine pairs.</param>
/// <param name="GenuineDeviation">Its standard deviation.</param>
/// <param name="ImpostorMean">The mean cosine of the impostor pairs.</param>
/// <param name="ImpostorDeviation">Its standard deviation.</param>
/// <param name="AreaUnderCurve">The chance that a genuine pair scores above an impostor pair, 0.5 (nothing) to 1 (all).</param>
public sealed record Separation(int Genuine, int Impostor, double GenuineMean, double GenuineDeviation, double ImpostorMean, double ImpostorDeviation, double AreaUnderCurve)
{
    /// <summary>d′ of signal detection theory: the distance of the means in units of the two deviations' quadratic mean.</summary>
    public double DPrime
    {
        get
        {
            double variance = (GenuineDeviation * GenuineDeviation + ImpostorDeviation * ImpostorDeviation) / 2;
            return variance > 0 ? (GenuineMean - ImpostorMean) / Math.Sqrt(variance) : 0;
        }
    }

    /// <summary>Compares every pair of vectors.</summary>
    /// <param name="people">Who each vector is.</param>
    /// <param name="vectors">The vectors, of one length.</param>
    /// <exception cref="ArgumentException">The counts differ, or there is no genuine or no impostor pair.</exception>
    public static Separation Of(IReadOnlyList<string> people, IReadOnlyList<float[]> vectors)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(vectors);
        if (people.Count != vectors.Count)
        {
            throw new ArgumentException($"A person for each vector is expected; there are {people.Count} and {vectors.Count}.", nameof(people));
        }

        List<double> genuine = [], impostor = [];
        for (int i = 0; i < vectors.Count; i++)
        {
            for (int j = i + 1; j < vectors.Count; j++)
            {
                (people[i] == people[j] ? genuine : impostor).Add(FaceComparison.Cosine(vectors[i], vectors[j]));
            }
        }

        if (genuine.Count == 0 || impostor.Count == 0)
        {
            throw new ArgumentException("At least two people are expected, one of them with two faces.", nameof(people));
        }

        (double gm, double gd) = Moments(genuine);
        (double im, double id) = Moments(impostor);
        return new(genuine.Count, impostor.Count, gm, gd, im, id, Area(genuine, impostor));
    }

    /// <summary>In one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"d' {DPrime:0.00}, area {AreaUnderCurve:0.0000}, genuine {GenuineMean:0.000} ± {GenuineDeviation:0.000}, impostor {ImpostorMean:0.000} ± {ImpostorDeviation:0.000}");

    private static (double Mean, double Deviation) Moments(List<double> values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Count - 1)));
    }

    // Mann and Whitney's statistic: equal scores count half.
    private static double Area(List<double> genuine, List<double> impostor)
    {
        double[] sorted = [.. impostor.Order()];
        double wins = genuine.Sum(g => (LowerBound(sorted, g) + UpperBound(sorted, g)) / 2.0);
        return wins / ((double)genuine.Count * impostor.Count);
    }

    private static int LowerBound(double[] sorted, double value) => Bound(sorted, middle => middle < value);

    private static int UpperBound(double[] sorted, double value) => Bound(sorted, middle => middle <= value);

    private static int Bound(double[] sorted, Func<double, bool> before)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = before(sorted[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
