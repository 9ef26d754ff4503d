namespace FaceML.Evaluation;

/// <summary>
/// Differences between groups' error rates in single numbers, over the groups that have both rates. Intervals are percentile bootstraps at
/// the fixed threshold, over people when they are known; a group that a resample leaves without comparisons is left out of it. All four
/// grow apart from "equal" by chance alone where groups are small, and the interval with them: it says how far to trust the number, not
/// that groups differ. Immutable.
/// </summary>
/// <param name="FalseMatchRatio">
/// The largest group FMR over the smallest (NIST IR 8280); +∞ when a group shows no false match while another does, null when none does.
/// Null, as all others, with fewer than two groups that have both rates.
/// </param>
/// <param name="FalseNonMatchRatio">The largest group FNMR over the smallest, likewise.</param>
/// <param name="FairnessDiscrepancyRate">The fairness discrepancy rate at α = ½ (<see cref="FairnessDiscrepancyRateOf"/>).</param>
/// <param name="Garbe">GARBE at α = ½ (<see cref="GarbeOf"/>).</param>
public sealed record GroupIndices(
    Estimate? FalseMatchRatio, Estimate? FalseNonMatchRatio, Estimate? FairnessDiscrepancyRate, Estimate? Garbe)
{
    /// <summary>The largest rate over the smallest; 1 when all are zero.</summary>
    public static double RatioOf(IReadOnlyCollection<double> rates) => rates.Max() == 0 ? 1 : rates.Max() / rates.Min();

    /// <summary>
    /// The fairness discrepancy rate 1 − (α · max|ΔFMR| + (1 − α) · max|ΔFNMR|) over all pairs of groups: 1 is equal treatment
    /// (de Freitas Pereira and Marcel 2021, "Fairness in biometrics", eq. 5 to 7).
    /// </summary>
    /// <param name="falseMatchRates">Each group's FMR.</param>
    /// <param name="falseNonMatchRates">Each group's FNMR.</param>
    /// <param name="alpha">The weight of false matches, 0 to 1.</param>
    public static double FairnessDiscrepancyRateOf(
        IReadOnlyCollection<double> falseMatchRates, IReadOnlyCollection<double> falseNonMatchRates, double alpha = 0.5)
    {
        CheckWeight(alpha);
        return 1 - ((alpha * (falseMatchRates.Max() - falseMatchRates.Min())) + (
            (1 - alpha) * (falseNonMatchRates.Max() - falseNonMatchRates.Min())));
    }

    /// <summary>
    /// GARBE, the Gini aggregation rate for biometric equitability α · G(FMR) + (1 − α) · G(FNMR), where
    /// G(x) = n/(n − 1) · Σᵢⱼ|xᵢ − xⱼ| / (2n² x̄): 0 is equal treatment, 1 the opposite (Howard et al. 2022, "Evaluating proposed fairness
    /// models for face recognition algorithms"). Rates that are all zero count as equal.
    /// </summary>
    /// <inheritdoc cref="FairnessDiscrepancyRateOf" path="/param"/>
    public static double GarbeOf(
        IReadOnlyCollection<double> falseMatchRates, IReadOnlyCollection<double> falseNonMatchRates, double alpha = 0.5)
    {
        CheckWeight(alpha);
        return (alpha * Gini(falseMatchRates)) + ((1 - alpha) * Gini(falseNonMatchRates));
    }

    internal static GroupIndices Measure(ComparisonScores scores, int[][] groups, float threshold, EvaluationOptions options)
    {
        int[][] complete = [.. groups
            .Where(rows => Array.Exists(rows, r => scores.IsGenuine[r]) && Array.Exists(rows, r => !scores.IsGenuine[r]))];
        if (complete.Length < 2)
        {
            return new GroupIndices(null, null, null, null);
        }

        Estimate[] figures = new ComparisonBootstrap(scores, options.Replicates, options.Seed).Estimate(
            weights =>
            {
                (double Fmr, double Fnmr)[] rates = Rates(scores, complete, threshold, weights);
                double[] fmr = [.. rates.Select(r => r.Fmr)], fnmr = [.. rates.Select(r => r.Fnmr)];
                return [RatioOf(fmr), RatioOf(fnmr), FairnessDiscrepancyRateOf(fmr, fnmr), GarbeOf(fmr, fnmr)];
            },
            weights => Rates(scores, complete, threshold, weights).Length >= 2,
            options.Confidence);
        (double Fmr, double Fnmr)[] measured = Rates(scores, complete, threshold, null);
        return new GroupIndices(
            measured.Any(r => r.Fmr > 0) ? figures[0] : null, measured.Any(r => r.Fnmr > 0) ? figures[1] : null, figures[2], figures[3]);
    }

    private static (double Fmr, double Fnmr)[] Rates(ComparisonScores scores, int[][] groups, float threshold, double[]? weights)
    {
        List<(double, double)> result = [];
        foreach (int[] rows in groups)
        {
            double genuine = 0, impostor = 0, missed = 0, matched = 0;
            foreach (int row in rows)
            {
                double weight = weights is null ? 1 : weights[row];
                bool match = scores.Scores[row] >= threshold;
                if (scores.IsGenuine[row])
                {
                    genuine += weight;
                    missed += match ? 0 : weight;
                }
                else
                {
                    impostor += weight;
                    matched += match ? weight : 0;
                }
            }

            if (genuine > 0 && impostor > 0)
            {
                result.Add((matched / impostor, missed / genuine));
            }
        }

        return [.. result];
    }

    private static double Gini(IReadOnlyCollection<double> rates)
    {
        int n = rates.Count;
        double mean = rates.Average(), sum = rates.Sum(a => rates.Sum(b => Math.Abs(a - b)));
        return mean == 0 ? 0 : sum / (2.0 * n * n * mean) * n / (n - 1);
    }

    private static void CheckWeight(double alpha)
    {
        if (!(alpha >= 0 && alpha <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A weight lies between 0 and 1.");
        }
    }
}
