using FaceML.Evaluation;
using FaceML.Reports;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>An evaluation for a person and for a pipe.</summary>
internal static class EvaluationView
{
    public static void Write(ToolTerminal terminal, ReportContent report)
    {
        List<string[]> rows = [.. report.Figures.Select(f => Row(f.Name, f.Estimate, f.IsRate, f.Note ?? ""))];
        string threshold = string.Create(CultureInfo.InvariantCulture, $"at {report.Threshold.Value:0.0000}");
        rows.Add(Row("FMR", report.Threshold.FalseMatchRate, true, threshold));
        rows.Add(Row("FNMR", report.Threshold.FalseNonMatchRate, true, threshold));
        ToolTable.Write(terminal, ["figure", "value", "95 % interval", "note"], rows);
        if (report.Discard is { } discard)
        {
            ToolTable.Write(terminal,
                [string.Create(CultureInfo.InvariantCulture,
                $"discarded, lowest quality first, at FMR {discard.FalseMatchRate * 100:0.###} %"), "FNMR", "95 % interval"],
                discard.Points.Select(p =>
                    (string[])[string.Create(CultureInfo.InvariantCulture, $"{p.Discarded * 100:0.0} %"), Value(p.FalseNonMatchRate),
                    Interval(p.FalseNonMatchRate)]));
        }

        if (report.Groups is { } groups)
        {
            ToolTable.Write(terminal, ["group", "FMR", "95 % interval", "FNMR", "95 % interval"], groups.Groups.Select(g =>
                (string[])[g.Group, Value(g.FalseMatchRate), Interval(g.FalseMatchRate), Value(g.FalseNonMatchRate),
                    Interval(g.FalseNonMatchRate)]));
            GroupIndices indices = groups.Indices;
            ToolTable.Write(terminal, ["between groups", "value", "95 % interval"],
            [
                Index("FMR, worst to best", indices.FalseMatchRatio),
                Index("FNMR, worst to best", indices.FalseNonMatchRatio),
                Index("FDR (1 is equal)", indices.FairnessDiscrepancyRate),
                Index("GARBE (0 is equal)", indices.Garbe),
            ]);
            terminal.Rich.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                $"{groups.MixedComparisons:N0} comparisons across groups, or of unknown group, are in no row."));
        }

        if (report.AllPairs is { } all)
        {
            WriteAllPairs(terminal, all);
        }

        if (report.Galleries.Count > 0)
        {
            ToolTable.Write(terminal, ["gallery", "threshold", "promise"], report.Galleries.Select(g =>
                (string[])[g.Size.ToString("N0", CultureInfo.InvariantCulture), g.Threshold is { } t ? Text(t) : "none", g.Promise]));
        }

        foreach (string promise in report.Threshold.Promises)
        {
            terminal.Rich.WriteLine("promise: " + promise);
        }

        if (report.LeftOut > 0)
        {
            terminal.Remark($"{report.LeftOut} pairs were left out: an image shows no usable face.");
        }
    }

    private static void WriteAllPairs(ToolTerminal terminal, ReportAllPairs all)
    {
        terminal.Rich.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"All pairs of {all.Samples:N0} images: {all.GenuineComparisons:N0} genuine and {all.ImpostorComparisons:N0} impostor "
                + $"comparisons"));
        ToolTable.Write(terminal, ["all pairs", "threshold", "value", "95 % interval"], all.Figures().Select(figure =>
            (string[])[figure.Name, figure.Threshold is { } t ? Text(t) : "", Value(figure.Rate), Interval(figure.Rate)]));
    }

    private static string[] Row(string name, Estimate value, bool isRate, string note) =>
        [name, isRate ? string.Create(CultureInfo.InvariantCulture, $"{value.Value * 100:0.000} %") : Text(value.Value),
            isRate ? Interval(value) : $"{Text(value.Low)} to {Text(value.High)}", note];

    private static string Value(Estimate? rate) => rate is null
        ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{rate.Value * 100:0.000} %");

    private static string Interval(Estimate? rate) => rate is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{rate.Low * 100:0.000} % to {rate.High * 100:0.000} %");

    private static string[] Index(string name, Estimate? index) => index is null
        ? [name, "–", ""]
        : [name, Ratio(index.Value), $"{Ratio(index.Low)} to {Ratio(index.High)}"];

    private static string Ratio(double value) => double.IsInfinity(value) ? "∞" : value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
