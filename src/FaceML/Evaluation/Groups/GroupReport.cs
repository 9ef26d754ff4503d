namespace FaceML.Evaluation;

/// <summary>
/// Error rates by group at one threshold, and what they say about differences. Impostor comparisons count for a group when both people
/// belong to it; those across groups are easier and are left out. Immutable.
/// </summary>
/// <param name="Threshold">The common threshold.</param>
/// <param name="Groups">The groups, by label.</param>
/// <param name="MixedComparisons">Impostor comparisons across groups, which are in no group's rate.</param>
public sealed record GroupReport(float Threshold, IReadOnlyList<GroupRates> Groups, long MixedComparisons)
{
    /// <summary>
    /// The largest group FMR over the smallest (NIST IR 8280); +∞ when a group shows no false match while another does, 1 when none does.
    /// NaN when fewer than two groups have the rate.
    /// </summary>
    public double FalseMatchRatio => Ratio(Rates(false));

    /// <summary>The largest group FNMR over the smallest, likewise.</summary>
    public double FalseNonMatchRatio => Ratio(Rates(true));

    /// <summary>
    /// The fairness discrepancy rate 1 − (α · max|ΔFMR| + (1 − α) · max|ΔFNMR|) over all pairs of groups: 1 is equal treatment
    /// (de Freitas Pereira and Marcel 2021, "Fairness in biometrics", eq. 5 to 7).
    /// </summary>
    /// <param name="alpha">The weight of false matches, 0 to 1.</param>
    /// <exception cref="EvaluationDataException">Fewer than two groups with both rates.</exception>
    public double FairnessDiscrepancyRate(double alpha = 0.5)
    {
        (double[] fmr, double[] fnmr) = BothRates(alpha);
        return 1 - ((alpha * (fmr.Max() - fmr.Min())) + ((1 - alpha) * (fnmr.Max() - fnmr.Min())));
    }

    /// <summary>
    /// GARBE, the Gini aggregation rate for biometric equitability α · G(FMR) + (1 − α) · G(FNMR), where
    /// G(x) = n/(n − 1) · Σᵢⱼ|xᵢ − xⱼ| / (2n² x̄): 0 is equal treatment, 1 the opposite (Howard et al. 2022, "Evaluating proposed fairness models
    /// for face recognition algorithms"). Rates that are all zero count as equal.
    /// </summary>
    /// <param name="alpha">The weight of false matches, 0 to 1.</param>
    /// <exception cref="EvaluationDataException">Fewer than two groups with both rates.</exception>
    public double Garbe(double alpha = 0.5)
    {
        (double[] fmr, double[] fnmr) = BothRates(alpha);
        return (alpha * Gini(fmr)) + ((1 - alpha) * Gini(fnmr));
    }

    /// <summary>
    /// Whether no group is shown to be worse than allowed: the gate fails for a group whose interval's lower end lies above the limit.
    /// Groups too small to show anything do not fail; their width is in the report.
    /// </summary>
    /// <param name="maxFalseMatchRate">The largest FMR allowed in any group; 1 for no limit.</param>
    /// <param name="maxFalseNonMatchRate">The largest FNMR allowed in any group; 1 for no limit.</param>
    public GroupGate Check(double maxFalseMatchRate, double maxFalseNonMatchRate)
    {
        string[] failures =
        [
            .. Groups.Where(g => g.FalseMatchRate is { } r && r.Low > maxFalseMatchRate).Select(g => $"{g.Group}: FMR {g.FalseMatchRate} is above {maxFalseMatchRate}."),
            .. Groups.Where(g => g.FalseNonMatchRate is { } r && r.Low > maxFalseNonMatchRate).Select(g => $"{g.Group}: FNMR {g.FalseNonMatchRate} is above {maxFalseNonMatchRate}."),
        ];
        return new GroupGate(failures.Length == 0, failures);
    }

    /// <summary>Measures the groups.</summary>
    /// <param name="scores">Comparisons.</param>
    /// <param name="firstGroups">The group of each first sample; null or empty for unknown, which counts as mixed.</param>
    /// <param name="secondGroups">The group of each second sample.</param>
    /// <param name="threshold">The common threshold.</param>
    /// <param name="confidence">The confidence of the intervals: Wilson's, on the effective number of comparisons when people are known.</param>
    /// <exception cref="EvaluationDataException">Lengths that do not fit, or a genuine comparison across two groups (with its row).</exception>
    public static GroupReport Measure(
        ComparisonScores scores, IReadOnlyList<string?> firstGroups, IReadOnlyList<string?> secondGroups, float threshold, double confidence = 0.95)
    {
        if (firstGroups.Count != scores.Count || secondGroups.Count != scores.Count)
        {
            throw new EvaluationDataException($"{scores.Count} comparisons want as many groups; there are {firstGroups.Count} first and {secondGroups.Count} second ones.");
        }

        SortedDictionary<string, List<int>> rows = new(StringComparer.Ordinal);
        long mixed = 0;
        for (int i = 0; i < scores.Count; i++)
        {
            if (scores.IsGenuine[i] && firstGroups[i] != secondGroups[i])
            {
                throw new EvaluationDataException($"Row {i}: one person is in the groups '{firstGroups[i]}' and '{secondGroups[i]}'.", i);
            }

            if (firstGroups[i] is { Length: > 0 } group && group == secondGroups[i])
            {
                if (!rows.TryGetValue(group, out List<int>? members))
                {
                    rows.Add(group, members = []);
                }

                members.Add(i);
            }
            else
            {
                mixed++;
            }
        }

        return new GroupReport(threshold, [.. rows.Select(r => new GroupRates(r.Key,
            RateOf(scores, r.Value, threshold, false, confidence), RateOf(scores, r.Value, threshold, true, confidence)))], mixed);
    }

    private static Estimate? RateOf(ComparisonScores scores, List<int> rows, float threshold, bool genuine, double confidence)
    {
        int[] own = [.. rows.Where(i => scores.IsGenuine[i] == genuine)];
        if (own.Length == 0)
        {
            return null;
        }

        int[] errors = [.. own.Where(i => (scores.Scores[i] >= threshold) != genuine)];
        if (!scores.HasIdentities)
        {
            return Estimate.Rate(errors.Length, own.Length, confidence);
        }

        int[] first = [.. own.Select(i => scores.FirstIdentities[i])], second = [.. own.Select(i => scores.SecondIdentities[i])];
        bool[] labels = new bool[own.Length];
        Array.Fill(labels, genuine);
        IdentityClusters clusters = IdentityClusters.FromPairs(first, second, labels, genuine, scores.IdentityCount);
        double size = clusters.EffectiveSize(errors.Select(i => (scores.FirstIdentities[i], scores.SecondIdentities[i]))), rate = (double)errors.Length / own.Length;
        (double low, double high) = BinomialInterval.Wilson(rate * size, size, confidence);
        return new Estimate(rate, low, high, confidence, IntervalMethod.IdentityWilson, errors.Length, own.Length);
    }

    private double[] Rates(bool genuine) =>
        [.. Groups.Select(g => genuine ? g.FalseNonMatchRate : g.FalseMatchRate).OfType<Estimate>().Select(e => e.Value)];

    private (double[] Fmr, double[] Fnmr) BothRates(double alpha)
    {
        if (!(alpha >= 0 && alpha <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A weight lies between 0 and 1.");
        }

        GroupRates[] complete = [.. Groups.Where(g => g.FalseMatchRate is not null && g.FalseNonMatchRate is not null)];
        return complete.Length >= 2
            ? ([.. complete.Select(g => g.FalseMatchRate!.Value)], [.. complete.Select(g => g.FalseNonMatchRate!.Value)])
            : throw new EvaluationDataException($"A comparison of groups wants at least two with both genuine and impostor comparisons; there are {complete.Length}.");
    }

    private static double Ratio(double[] rates) =>
        rates.Length < 2 ? double.NaN : rates.Max() == 0 ? 1 : rates.Max() / rates.Min();

    private static double Gini(double[] rates)
    {
        int n = rates.Length;
        double mean = rates.Average(), sum = rates.Sum(a => rates.Sum(b => Math.Abs(a - b)));
        return mean == 0 ? 0 : sum / (2.0 * n * n * mean) * n / (n - 1);
    }
}
