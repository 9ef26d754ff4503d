using System.Globalization;
using FaceML.Evaluation;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>An evaluation for a person and for a pipe.</summary>
internal static class EvaluationView
{
    public static void Write(ToolTerminal terminal, EvaluationReport report, int leftOut)
    {
        List<string[]> rows = [.. report.Figures.Select(f => Row(f.Name, f.Estimate, f.IsRate, f.Note ?? ""))];
        string threshold = string.Create(CultureInfo.InvariantCulture, $"at {report.Threshold.Value:0.0000}");
        rows.Add(Row("FMR", report.Threshold.FalseMatchRate, true, threshold));
        rows.Add(Row("FNMR", report.Threshold.FalseNonMatchRate, true, threshold));
        if (report.Reliability is { } reliability)
        {
            rows.Add(["Cllr", Text(reliability.Cllr), "", string.Create(CultureInfo.InvariantCulture, $"bits; minimum {reliability.MinimumCllr:0.0000}, loss {reliability.Cllr - reliability.MinimumCllr:0.0000}")]);
        }

        ToolTable.Write(terminal, ["figure", "value", "95 % interval", ""], rows);
        if (report.Groups is { } groups)
        {
            ToolTable.Write(terminal, ["group", "FMR", "95 % interval", "FNMR", "95 % interval"], groups.Groups.Select(g =>
                (string[])[g.Group, Value(g.FalseMatchRate), Interval(g.FalseMatchRate), Value(g.FalseNonMatchRate), Interval(g.FalseNonMatchRate)]));
            terminal.Rich.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"worst to best: FMR {Ratio(groups.FalseMatchRatio)}, FNMR {Ratio(groups.FalseNonMatchRatio)}; FDR {Ratio(groups.FairnessDiscrepancyRate)}; GARBE {Ratio(groups.Garbe)}; {groups.MixedComparisons:N0} comparisons across groups left out"));
        }

        foreach (string promise in report.Threshold.Promises)
        {
            terminal.Rich.WriteLine("promise: " + promise);
        }

        if (leftOut > 0)
        {
            terminal.Remark($"{leftOut} pairs were left out: a picture shows no usable face.");
        }
    }

    private static string[] Row(string name, Estimate value, bool isRate, string note) =>
        [name, isRate ? string.Create(CultureInfo.InvariantCulture, $"{value.Value * 100:0.000} %") : Text(value.Value), isRate ? Interval(value) : $"{Text(value.Low)} to {Text(value.High)}", note];

    private static string Value(Estimate? rate) => rate is null ? "–" : string.Create(CultureInfo.InvariantCulture, $"{rate.Value * 100:0.000} %");

    private static string Interval(Estimate? rate) => rate is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{rate.Low * 100:0.000} % to {rate.High * 100:0.000} %");

    private static string Ratio(double? value) => value is { } known ? known.ToString("0.###", CultureInfo.InvariantCulture) : "–";

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
