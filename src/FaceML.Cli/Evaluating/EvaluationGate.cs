using System.Globalization;
using FaceML.Evaluation;
using FaceML.Reports;

namespace FaceML.Cli;

/// <summary>
/// Whether a report passes its limits. A rate fails when its interval lies above the limit as a whole: data too small to show
/// anything do not fail, and the width of the interval says so.
/// </summary>
internal static class EvaluationGate
{
    public static IEnumerable<string> Failures(EvaluationReport report, double? maxFalseMatchRate, double? maxFalseNonMatchRate)
    {
        IEnumerable<(string Who, string Rate, Estimate? Value, double? Limit)> all =
        [
            ("all", "FMR", report.Threshold.FalseMatchRate, maxFalseMatchRate),
            ("all", "FNMR", report.Threshold.FalseNonMatchRate, maxFalseNonMatchRate),
            .. (report.Groups?.Groups ?? []).SelectMany(g => new (string, string, Estimate?, double?)[]
            {
                (g.Group, "FMR", g.FalseMatchRate, maxFalseMatchRate),
                (g.Group, "FNMR", g.FalseNonMatchRate, maxFalseNonMatchRate),
            }),
        ];
        return all.Where(x => x.Value is not null && x.Limit is not null && x.Value.Low > x.Limit)
            .Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.Who}: {x.Rate} {x.Value} is above {x.Limit}"));
    }
}
