using System.Text;

namespace FaceML.Reports;

/// <summary>Figures as a table of names, values and intervals: of metrics, of a report in short, of two pipelines side by side.</summary>
internal static class FigureTableHtml
{
    // As many points as a curve of a cell's width can show: each is an element of the page.
    private const int CurvePoints = 60;

    /// <summary>A table; figures that are null are left out.</summary>
    public static string Of(IEnumerable<(string Name, Estimate? Estimate, bool IsRate)> figures)
    {
        StringBuilder table = new("<table><thead><tr><th>metric</th><th>value</th><th>interval</th></tr></thead><tbody>");
        foreach ((string name, Estimate? estimate, bool isRate) in figures)
        {
            if (estimate is { } e)
            {
                string interval = e.Method == IntervalMethod.None ? "" : Range(Html.Value(e.Low, isRate), Html.Value(e.High, isRate));
                table.Append(CultureInfo.InvariantCulture,
                    $"<tr><th>{Html.Text(name)}</th><td>{Html.Value(e.Value, isRate)}</td><td>{interval}</td></tr>");
            }
        }

        return $"{table}</tbody></table>";
    }

    /// <summary>How many pairs of how many people the figures rest on.</summary>
    public static string Pairs(long genuine, long impostor, int people)
    {
        string of = people > 0 ? $" of {Html.Count(people)} people" : "";
        return $"<p class=\"how\">{Html.Count(genuine)} genuine and {Html.Count(impostor)} impostor pairs{of}.</p>";
    }

    /// <summary>A report in short: its figures, its threshold with what that promises, and the two curves.</summary>
    public static string Of(ReportContent report)
    {
        ReportThreshold threshold = report.Threshold;
        string figures = Of(
        [
            .. report.Figures.Select(figure => (figure.Name, (Estimate?)figure.Estimate, figure.IsRate)),
            ("FMR at the threshold", threshold.FalseMatchRate, true),
            ("FNMR at the threshold", threshold.FalseNonMatchRate, true),
        ]);
        string value = threshold.Value.ToString("0.0000", CultureInfo.InvariantCulture);
        string promises = string.Concat(threshold.Promises.Select(promise => $"<p class=\"how\">{Html.Text(promise)}</p>"));
        ReportContent drawn = report with { Curve = ErrorCurve.FromPoints([.. report.Curve]).Thin(CurvePoints) };
        return $"<h4>{Html.Text(report.Title)}</h4><p class=\"how\">{Html.Text(report.Description)}</p>{figures}"
            + Pairs(report.GenuineComparisons, report.ImpostorComparisons, report.Identities)
            + $"<p>Threshold {value}.</p>{promises}"
            + Chart("Error trade-off (DET)", ReportCharts.Det(drawn), "The dot is the threshold above. Lower and to the left is better.")
            + Chart("ROC", ReportCharts.Roc(drawn), "Rates below one pair’s share cannot be seen and are not drawn.");
    }

    /// <summary>Two pipelines on the same pairs, and what the pairs can tell apart.</summary>
    public static string Of(PairedComparison comparison)
    {
        StringBuilder table = new(
            "<table><thead><tr><th>metric</th><th>first</th><th>second</th><th>difference</th><th>interval</th></tr></thead><tbody>");
        foreach (PairedDifference line in comparison.Differences)
        {
            Estimate difference = line.Difference;
            string verdict = !line.IsSeparable ? "not separable" : line.SecondIsBetter ? "the second is better" : "the first is better";
            table.Append(CultureInfo.InvariantCulture,
                $"<tr><th>{Html.Text(line.Figure)}</th><td>{line.First:0.0000}</td><td>{line.Second:0.0000}</td>");
            table.Append(CultureInfo.InvariantCulture,
                $"<td>{Signed(difference.Value)}</td><td>{Range(Signed(difference.Low), Signed(difference.High))}, {verdict}</td></tr>");
        }

        return $"{table}</tbody></table><p class=\"how\">Both on the same pairs; intervals of the paired bootstrap.</p>";
    }

    private static string Chart(string title, string svg, string caption) =>
        $"<figure class=\"chart\"><h4>{title}</h4>{svg}<figcaption>{caption}</figcaption></figure>";

    private static string Range(string low, string high) => $"{low} to {high}";

    private static string Signed(double value) => value.ToString("+0.0000;−0.0000;0", CultureInfo.InvariantCulture);
}
