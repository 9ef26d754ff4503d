namespace FaceML.Reports;

/// <summary>
/// Limits that an evaluation must keep, over all comparisons and in each group. A rate fails when its whole interval lies above the limit:
/// data too small to show anything do not fail, and the width of the interval says so.
/// </summary>
/// <param name="MaxFalseMatchRate">The largest FMR, 0 to 1; null for no limit.</param>
/// <param name="MaxFalseNonMatchRate">The largest FNMR, 0 to 1; null for no limit.</param>
internal sealed record EvaluationGate(double? MaxFalseMatchRate, double? MaxFalseNonMatchRate)
{
    /// <summary>The rates that are shown to be above their limit, in words; empty when the gate is passed.</summary>
    /// <param name="report">The evaluation.</param>
    public IReadOnlyList<string> Failures(ReportContent report)
    {
        ArgumentNullException.ThrowIfNull(report);
        IEnumerable<(string Who, Estimate? FalseMatchRate, Estimate? FalseNonMatchRate)> rows =
        [
            ("all", report.Threshold.FalseMatchRate, report.Threshold.FalseNonMatchRate),
            .. (report.Groups?.Groups ?? []).Select(group => (group.Group, group.FalseMatchRate, group.FalseNonMatchRate)),
        ];
        return
        [
            .. rows.SelectMany(row => new[]
            {
                Failure(row.Who, "FMR", row.FalseMatchRate, MaxFalseMatchRate),
                Failure(row.Who, "FNMR", row.FalseNonMatchRate, MaxFalseNonMatchRate),
            }).OfType<string>(),
        ];
    }

    private static string? Failure(string who, string name, Estimate? rate, double? limit) => rate?.Low > limit
        ? string.Create(CultureInfo.InvariantCulture, $"{who}: {name} {rate} is above {limit}")
        : null;
}
