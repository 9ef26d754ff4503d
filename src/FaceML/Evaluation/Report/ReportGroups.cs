namespace FaceML.Evaluation;

/// <summary>The group part of a report.</summary>
/// <param name="Groups">Each group's rates.</param>
/// <param name="FalseMatchRatio">The worst group's FMR over the best's; null when not defined.</param>
/// <param name="FalseNonMatchRatio">The worst group's FNMR over the best's; null when not defined.</param>
/// <param name="FairnessDiscrepancyRate">FDR at α = ½; null with fewer than two complete groups.</param>
/// <param name="Garbe">GARBE at α = ½; null likewise.</param>
/// <param name="MixedComparisons">Comparisons across groups, left out.</param>
public sealed record ReportGroups(
    IReadOnlyList<GroupRates> Groups, double? FalseMatchRatio, double? FalseNonMatchRatio, double? FairnessDiscrepancyRate, double? Garbe, long MixedComparisons)
{
    internal static ReportGroups Of(GroupReport report)
    {
        bool complete = report.Groups.Count(g => g.FalseMatchRate is not null && g.FalseNonMatchRate is not null) >= 2;
        static double? Known(double value) => double.IsNaN(value) ? null : value;
        return new ReportGroups(report.Groups, Known(report.FalseMatchRatio), Known(report.FalseNonMatchRatio),
            complete ? report.FairnessDiscrepancyRate() : null, complete ? report.Garbe() : null, report.MixedComparisons);
    }
}
