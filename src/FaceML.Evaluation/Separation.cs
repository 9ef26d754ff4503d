namespace FaceML.Evaluation;

/// <summary>How well a network's scores tell the same person from different ones, over all pairs of some labeled faces.</summary>
/// <param name="Genuine">Pairs of one person.</param>
/// <param name="Impostor">Pairs of two.</param>
/// <param name="GenuineMean">The mean cosine of the genuine pairs.</param>
/// <param name="GenuineDeviation">Its standard deviation.</param>
/// <param name="ImpostorMean">The mean cosine of the impostor pairs.</param>
/// <param name="ImpostorDeviation">Its standard deviation.</param>
/// <param name="AreaUnderCurve">The chance that a genuine pair scores above an impostor pair, 0.5 (nothing) to 1 (all).</param>
public sealed record Separation(int Genuine, int Impostor, double GenuineMean, double GenuineDeviation, double ImpostorMean,
    double ImpostorDeviation, double AreaUnderCurve)
{
    /// <summary>d′ of signal detection theory: the distance of the means in units of the two deviations' quadratic mean.</summary>
    public double DPrime
    {
        get
        {
            double genuine = GenuineDeviation * GenuineDeviation, impostor = ImpostorDeviation * ImpostorDeviation;
            return genuine + impostor > 0 ? Decidability.Index(GenuineMean, genuine, ImpostorMean, impostor) : 0;
        }
    }

    /// <summary>Measures the scores of pairs.</summary>
    /// <param name="scores">The scores of both classes.</param>
    public static Separation Measure(ComparisonScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        (double genuineMean, double genuineDeviation) = Moments(scores, genuine: true);
        (double impostorMean, double impostorDeviation) = Moments(scores, genuine: false);
        return new(scores.GenuineCount, scores.ImpostorCount, genuineMean, genuineDeviation, impostorMean, impostorDeviation,
            ErrorCurve.Of(scores).AreaUnderCurve);
    }

    /// <summary>In one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"d' {DPrime:0.00}, area {AreaUnderCurve:0.0000}, genuine {GenuineMean:0.000} ± {GenuineDeviation:0.000}, impostor "
            + $"{ImpostorMean:0.000} ± {ImpostorDeviation:0.000}");

    private static (double Mean, double Deviation) Moments(ComparisonScores scores, bool genuine)
    {
        List<double> values = [];
        for (int i = 0; i < scores.Count; i++)
        {
            if (scores.IsGenuine[i] == genuine)
            {
                values.Add(scores.Scores[i]);
            }
        }

        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Count - 1)));
    }
}
