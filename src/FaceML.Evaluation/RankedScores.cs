namespace FaceML.Evaluation;

/// <summary>Comparisons by falling score, so that every metric is one pass, with a weight for each comparison or without.</summary>
internal sealed class RankedScores
{
    private readonly float[] scores;
    private readonly bool[] genuine;
    private readonly int[] order;

    public RankedScores(ComparisonScores comparisons)
    {
        float[] keys = comparisons.Scores.ToArray();
        order = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, order);
        Array.Reverse(keys);
        Array.Reverse(order);
        scores = keys;
        genuine = new bool[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            genuine[i] = comparisons.IsGenuine[order[i]];
        }
    }

    /// <summary>Whether weights leave both classes something.</summary>
    public bool HasBothClasses(double[] weights)
    {
        (double g, double n) = Totals(weights);
        return g > 0 && n > 0;
    }

    /// <summary>The exact curve; weights are in the order of the comparisons given, null for 1 each.</summary>
    public ErrorCurve Curve(double[]? weights)
    {
        (double genuineTotal, double impostorTotal) = Totals(weights);
        List<CurvePoint> points = new(scores.Length + 1) { new CurvePoint(float.PositiveInfinity, 0, 1) };
        double matched = 0, falselyMatched = 0;
        for (int i = 0; i < scores.Length;)
        {
            float score = scores[i];
            double before = matched + falselyMatched;
            for (; i < scores.Length && scores[i] == score; i++)
            {
                double weight = weights is null ? 1 : weights[order[i]];
                matched += genuine[i] ? weight : 0;
                falselyMatched += genuine[i] ? 0 : weight;
            }

            if (matched + falselyMatched > before)
            {
                points.Add(new CurvePoint(score, falselyMatched / impostorTotal, (genuineTotal - matched) / genuineTotal));
            }
        }

        // Sums of weights may end an ulp away from their totals.
        points[^1] = new CurvePoint(points[^1].Threshold, 1, 0);
        return ErrorCurve.FromPoints([.. points]);
    }

    /// <summary>|d′| (<see cref="Decidability.Index"/>) with population variances.</summary>
    public double DecidabilityIndex(double[]? weights)
    {
        (double genuineTotal, double impostorTotal) = Totals(weights);
        (double meanG, double meanI) = (Moment(weights, true, 1, 0) / genuineTotal, Moment(weights, false, 1, 0) / impostorTotal);
        (double varG, double varI) = (Moment(weights, true, 2, meanG) / genuineTotal, Moment(weights, false, 2, meanI) / impostorTotal);
        return Math.Abs(Decidability.Index(meanG, varG, meanI, varI));
    }

    private double Moment(double[]? weights, bool which, int power, double center)
    {
        double sum = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (genuine[i] == which)
            {
                double deviation = scores[i] - center;
                sum += (weights is null ? 1 : weights[order[i]]) * (power == 1 ? deviation : deviation * deviation);
            }
        }

        return sum;
    }

    private (double Genuine, double Impostor) Totals(double[]? weights)
    {
        double g = 0, n = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double weight = weights is null ? 1 : weights[order[i]];
            g += genuine[i] ? weight : 0;
            n += genuine[i] ? 0 : weight;
        }

        return (g, n);
    }
}
