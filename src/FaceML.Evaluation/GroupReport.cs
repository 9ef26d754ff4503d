namespace FaceML.Evaluation;

/// <summary>
/// Error rates by group at one threshold, and what they say about differences. Impostor comparisons count for a group when both people
/// belong to it; those across groups are easier and are left out. Immutable.
/// </summary>
/// <param name="Threshold">The common threshold.</param>
/// <param name="Groups">The groups, by label.</param>
/// <param name="MixedComparisons">Impostor comparisons across groups, which are in no group's rate.</param>
/// <param name="Indices">What the rates say about differences between groups.</param>
public sealed record GroupReport(float Threshold, IReadOnlyList<GroupRates> Groups, long MixedComparisons, GroupIndices Indices)
{
    /// <summary>
    /// Whether no group is shown to be worse than allowed: the gate fails for a group whose interval's lower end lies above the limit.
    /// Groups too small to show anything do not fail; their width is in the report.
    /// </summary>
    /// <param name="maxFalseMatchRate">The largest FMR allowed in any group; 1 for no limit.</param>
    /// <param name="maxFalseNonMatchRate">The largest FNMR allowed in any group; 1 for no limit.</param>
    internal GroupGate Check(double maxFalseMatchRate, double maxFalseNonMatchRate)
    {
        string[] failures =
        [
            .. Groups.Where(g => g.FalseMatchRate is { } r && r.Low > maxFalseMatchRate)
                .Select(g => $"{g.Group}: FMR {g.FalseMatchRate} is above {RateText.Of(maxFalseMatchRate)}."),
            .. Groups.Where(g => g.FalseNonMatchRate is { } r && r.Low > maxFalseNonMatchRate)
                .Select(g => $"{g.Group}: FNMR {g.FalseNonMatchRate} is above {RateText.Of(maxFalseNonMatchRate)}."),
        ];
        return new GroupGate(failures.Length == 0, failures);
    }

    /// <summary>Measures the groups.</summary>
    /// <param name="scores">Comparisons.</param>
    /// <param name="firstGroups">The group of each first sample; null or empty for unknown, which counts as mixed.</param>
    /// <param name="secondGroups">The group of each second sample.</param>
    /// <param name="threshold">The common threshold.</param>
    /// <param name="options">Confidence, replicates and seed. The rates' intervals are Wilson's, on the effective number of comparisons
    /// when people are known; those of the indices are bootstraps.</param>
    /// <exception cref="EvaluationDataException">Lengths that do not fit, or a genuine comparison across two groups (with its
    /// row).</exception>
    public static GroupReport Measure(
        ComparisonScores scores, IReadOnlyList<string?> firstGroups, IReadOnlyList<string?> secondGroups, float threshold,
        EvaluationOptions? options = null)
    {
        options ??= new EvaluationOptions();
        options.Validate();
        if (firstGroups.Count != scores.Count || secondGroups.Count != scores.Count)
        {
            throw new EvaluationDataException(
                $"{scores.Count} comparisons require as many groups; there are {firstGroups.Count} first and {secondGroups.Count} second "
                    + $"ones.");
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

        return new GroupReport(threshold,
            [.. rows.Select(r => new GroupRates(r.Key, RateOf(scores, r.Value, threshold, false, options.Confidence),
                RateOf(scores, r.Value, threshold, true, options.Confidence)))],
            mixed,
            GroupIndices.Measure(scores, [.. rows.Values.Select(r => r.ToArray())], threshold, options));
    }

    private static Estimate? RateOf(ComparisonScores scores, List<int> rows, float threshold, bool genuine, double confidence) =>
        rows.Exists(i => scores.IsGenuine[i] == genuine) ? OperatingPoint.RateOf(scores, rows, threshold, genuine, confidence) : null;
}
