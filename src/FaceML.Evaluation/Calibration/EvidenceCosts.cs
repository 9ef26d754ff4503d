namespace FaceML.Evaluation.Calibration;

/// <summary>What log-likelihood ratios cost, for comparisons that weigh one each or as a bootstrap says (null for one each).</summary>
internal sealed class EvidenceCosts
{
    private readonly ComparisonScores scores;
    private readonly int bins;
    private readonly double[] costs;
    private readonly double[] probabilities;
    private readonly int[] levels;
    private readonly int levelCount;

    public EvidenceCosts(ComparisonScores scores, ScoreCalibration calibration, int bins)
    {
        (this.scores, this.bins) = (scores, bins);
        (costs, probabilities) = (new double[scores.Count], new double[scores.Count]);
        for (int i = 0; i < scores.Count; i++)
        {
            double ratio = calibration.LogLikelihoodRatio(scores.Scores[i]);
            costs[i] = Softplus(scores.IsGenuine[i] ? -ratio : ratio);
            probabilities[i] = 1 / (1 + Math.Exp(-ratio));
        }

        (levels, levelCount) = LevelsOf(scores.Scores);
    }

    /// <summary>ln(1 + eˣ) without overflow.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Precise.LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>Whether weights leave both classes something.</summary>
    public bool HasBothClasses(double[] weights)
    {
        (double genuine, double impostor) = Totals(weights);
        return genuine > 0 && impostor > 0;
    }

    /// <summary>Cllr in bits.</summary>
    public double Cllr(double[]? weights)
    {
        (double genuineTotal, double impostorTotal) = Totals(weights);
        double genuine = 0, impostor = 0;
        for (int i = 0; i < costs.Length; i++)
        {
            double cost = Weight(weights, i) * costs[i];
            genuine += scores.IsGenuine[i] ? cost : 0;
            impostor += scores.IsGenuine[i] ? 0 : cost;
        }

        return ((genuine / genuineTotal) + (impostor / impostorTotal)) / (2 * Math.Log(2));
    }

    /// <summary>Minimum Cllr in bits: that of the isotonic fit to the comparisons as they weigh.</summary>
    public double MinimumCllr(double[]? weights)
    {
        double[] genuine = new double[levelCount], all = new double[levelCount];
        for (int i = 0; i < levels.Length; i++)
        {
            double weight = Weight(weights, i);
            genuine[levels[i]] += scores.IsGenuine[i] ? weight : 0;
            all[levels[i]] += weight;
        }

        // A level that nothing weighs on is not there.
        int count = 0;
        double[] shares = new double[levelCount];
        for (int i = 0; i < levelCount; i++)
        {
            if (all[i] > 0)
            {
                (genuine[count], all[count], shares[count]) = (genuine[i], all[i], genuine[i] / all[i]);
                count++;
            }
        }

        double[] fitted = PoolAdjacentViolators.Fit(shares.AsSpan(0, count), all.AsSpan(0, count));
        (double genuineTotal, double impostorTotal) = Totals(weights);
        double prior = Math.Log(genuineTotal / impostorTotal), costGenuine = 0, costImpostor = 0;
        for (int i = 0; i < count; i++)
        {
            // A pure level has infinite evidence and no cost.
            double ratio = Math.Log(fitted[i] / (1 - fitted[i])) - prior;
            costGenuine += genuine[i] == 0 ? 0 : genuine[i] * Softplus(-ratio);
            costImpostor += all[i] == genuine[i] ? 0 : (all[i] - genuine[i]) * Softplus(ratio);
        }

        return ((costGenuine / genuineTotal) + (costImpostor / impostorTotal)) / (2 * Math.Log(2));
    }

    /// <summary>The expected calibration error at prior ½.</summary>
    public double CalibrationError(double[]? weights)
    {
        (double genuineTotal, double impostorTotal) = Totals(weights);
        double[] excess = new double[bins];
        for (int i = 0; i < probabilities.Length; i++)
        {
            bool genuine = scores.IsGenuine[i];
            excess[BinOf(i)] += Weight(
                weights, i) * 0.5 / (genuine ? genuineTotal : impostorTotal) * (probabilities[i] - (genuine ? 1 : 0));
        }

        return excess.Sum(Math.Abs);
    }

    /// <summary>The bins that hold a comparison, by rising probability.</summary>
    public IReadOnlyList<ReliabilityBin> Bins(double confidence) =>
        [.. Enumerable.Range(0, probabilities.Length).GroupBy(BinOf).OrderBy(bin => bin.Key)
            .Select(bin => ReliabilityBin.Of(scores, [.. bin], probabilities, (double)bin.Key / bins, (bin.Key + 1.0) / bins, confidence))];

    private int BinOf(int row) => Math.Min(bins - 1, (int)(probabilities[row] * bins));

    private static double Weight(double[]? weights, int row) => weights is null ? 1 : weights[row];

    private (double Genuine, double Impostor) Totals(double[]? weights)
    {
        double genuine = 0, impostor = 0;
        for (int i = 0; i < costs.Length; i++)
        {
            double weight = Weight(weights, i);
            genuine += scores.IsGenuine[i] ? weight : 0;
            impostor += scores.IsGenuine[i] ? 0 : weight;
        }

        return (genuine, impostor);
    }

    // The place of each score among the distinct ones, rising: ties are one level.
    private static (int[] Levels, int Count) LevelsOf(ReadOnlySpan<float> scores)
    {
        float[] keys = scores.ToArray();
        int[] rows = [.. Enumerable.Range(0, keys.Length)], levels = new int[keys.Length];
        Array.Sort(keys, rows);
        int level = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            level += i > 0 && keys[i] != keys[i - 1] ? 1 : 0;
            levels[rows[i]] = level;
        }

        return (levels, level + 1);
    }
}
