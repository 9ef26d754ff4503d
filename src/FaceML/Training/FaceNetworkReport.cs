using System.Text;
using FaceML.Reports;
using FaceML.Training.Heads;
using FaceML.Training.Networks;

namespace FaceML.Training;

/// <summary>
/// What training a network came to, as one HTML page that needs nothing else: how loss and held-out people went, and people never seen
/// before and after.
/// </summary>
internal sealed record FaceNetworkReport
{
    private const int CurvePoints = 300;
    private const string Css =
        ".before{fill:none;stroke:var(--impostor);stroke-width:2;stroke-dasharray:6 "
            + "3}.key.before{background:var(--impostor)}.key.after{background:var(--accent)}";

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>What was trained on what.</summary>
    public required string Description { get; init; }

    /// <summary>What it came to, in a sentence.</summary>
    public required string Verdict { get; init; }

    /// <summary>The epochs, in order.</summary>
    public required IReadOnlyList<TrainingEpoch> Epochs { get; init; }

    /// <summary>What the held-out metric is. The default value is the true match rate.</summary>
    public string MetricName { get; init; } = "true match rate";

    /// <summary>The held-out metric before the first epoch; NaN when no people were held out.</summary>
    public required double InitialValidation { get; init; }

    /// <summary>The epoch that was kept; 0 for the network as it was.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>
    /// The points between the network as it came and the best epoch's (<see cref="FaceTrainedNetwork.Interpolation"/>). The default value
    /// is none.
    /// </summary>
    public IReadOnlyList<InterpolationPoint> Interpolation { get; init; } = [];

    /// <summary>The mixing coefficient that was chosen. The default value is 1.</summary>
    public double MixingCoefficient { get; init; } = 1;

    /// <summary>What was measured on people never seen.</summary>
    public required IReadOnlyList<FaceNetworkComparison> Comparisons { get; init; }

    /// <summary>The page.</summary>
    public string ToHtml()
    {
        StringBuilder page = ReportPage.Begin(Title, Css);
        page.Append(CultureInfo.InvariantCulture,
            $"<header><h1>{Html.Text(Title)}</h1><p class=\"lead\">{Html.Text(Description)}</p><p "
                + $"class=\"meta\"><b>{Html.Text(Verdict)}</b></p></header>");
        page.Append("<section class=\"charts\">");
        if (Epochs.Count > 0)
        {
            ReportPage.Chart(page, "Loss", Line("loss", [.. Epochs.Select(e => ((double)e.Epoch, e.Loss))]),
                "The mean of an epoch’s batches, each before its step.");
        }

        (double, double)[] held =
            [.. new[] { (0.0, InitialValidation) }.Concat(Epochs.Select(e => ((double)e.Epoch, e.Validation)))
            .Where(p => !double.IsNaN(p.Item2))];
        if (held.Length > 1)
        {
            ReportPage.Chart(page, "People held out", Line(MetricName, held),
                string.Create(CultureInfo.InvariantCulture,
                $"They chose the epoch (number {BestEpoch}), so this is on the optimistic side; the figures below are of other people."));
        }

        if (Interpolation.Count > 1)
        {
            string chosen = string.Create(CultureInfo.InvariantCulture,
                $"Mixing coefficient {MixingCoefficient} was chosen on the people held out: 0 is the network as it came, 1 what was "
                    + $"learned.");
            ReportPage.Chart(page, "Mixed, as images will be seen",
                Line(MetricName, [.. Interpolation.Select(p => (p.Coefficient, p.Validation))], "Mixing coefficient", tick: 0.2), chosen);
            ReportPage.Chart(page, "Mixed, images as they are",
                Line("equal error rate", [.. Interpolation.Select(p => (p.Coefficient, 1 - p.Retained))], "Mixing coefficient", tick: 0.2),
                "What the mixture costs on images as they are: it bounded the choice.");
        }

        foreach (FaceNetworkComparison comparison in Comparisons)
        {
            ReportPage.Chart(page, "ROC, " + comparison.Name, Roc(comparison),
                $"<span class=\"key before\"></span>{Html.Text(comparison.BeforeName)} <span class=\"key "
                    + $"after\"></span>{Html.Text(comparison.AfterName)}");
        }

        page.Append("</section>");
        foreach (FaceNetworkComparison comparison in Comparisons)
        {
            Table(page, comparison);
        }

        return page.Append("</main></body></html>\n").ToString();
    }

    private static string Line(string label, IReadOnlyList<(double At, double Value)> points, string axis = "Epoch", double? tick = null)
    {
        double last = Math.Max(1, points.Max(p => p.At)), first = Math.Min(1, points.Min(p => p.At)), low = points.Min(p => p.Value), high =
            points.Max(p => p.Value);
        double room = Math.Max(0.005, (high - low) * 0.08), from = low - room, to = high + room;
        Plot plot = new(label, axis, label, v => last == first ? 0.5 : (v - first) / (last - first), v => (v - from) / (to - from));
        for (int i = 0; i <= 4; i++)
        {
            double value = from + (to - from) * i / 4;
            plot.TickY(value, value.ToString("0.000", CultureInfo.InvariantCulture));
        }

        double step = tick ?? Math.Max(1, Math.Ceiling((last - first) / 10));
        for (int i = 0; first + i * step <= last + step / 100; i++)
        {
            plot.TickX(first + i * step, (first + i * step).ToString("0.##", CultureInfo.InvariantCulture));
        }

        plot.Line(points.Select(p => (p.At, p.Value)), "curve");
        foreach ((double at, double value) in points)
        {
            plot.Dot(at, value, points.Count > 20 ? 2.5 : 4, "point",
                string.Create(CultureInfo.InvariantCulture, $"{axis.ToLowerInvariant()} {at:0.##}: {value:0.0000}"));
        }

        return plot.ToString();
    }

    private static string Roc(FaceNetworkComparison comparison)
    {
        const double low = 1e-4;
        Plot plot = new("ROC curve", "False match rate (logarithmic)", "True match rate", v =>
            Math.Log(Math.Max(v, low) / low) / -Math.Log(low), v => v);
        for (double tick = 1; tick > low / 2; tick /= 10)
        {
            plot.TickX(tick, tick.ToString("0.####", CultureInfo.InvariantCulture));
        }

        for (int i = 0; i <= 5; i++)
        {
            plot.TickY(i / 5.0, (i * 20).ToString(CultureInfo.InvariantCulture) + " %");
        }

        foreach ((ComparisonScores scores, string style) in new[] { (comparison.Before, "before"), (comparison.After, "curve") })
        {
            plot.Line(ErrorCurve.Of(scores).Thin(CurvePoints).Where(p => p.FalseMatchRate >= low)
                .Select(p => (p.FalseMatchRate, p.TrueMatchRate)), style);
        }

        return plot.ToString();
    }

    private static void Table(StringBuilder page, FaceNetworkComparison comparison)
    {
        page.Append(CultureInfo.InvariantCulture,
            $"<section><h2>{Html.Text(comparison.Name)}</h2><div "
                + $"class=\"scroll\"><table><thead><tr><th>Figure</th><th>{Html.Text(comparison.BeforeName)}</th>"
                + $"<th>{Html.Text(comparison.AfterName)}</th><th>difference</th><th class=\"minor\">95 % interval</th>"
                + $"</tr></thead><tbody>");
        foreach (PairedDifference line in comparison.Gain.Differences)
        {
            string separable = line.IsSeparable ? "" : " (not separable from zero)";
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><th>{Html.Text(line.Figure)}</th><td>{line.First:0.0000}</td><td>{line.Second:0.0000}</td>"
                    + $"<td>{line.Difference.Value:+0.0000;−0.0000;0}</td><td class=\"minor\">{line.Difference.Low:+0.0000;−0.0000;0} to "
                    + $"{line.Difference.High:+0.0000;−0.0000;0}{separable}</td></tr>");
        }

        page.Append("</tbody></table></div><p class=\"how\">Paired bootstrap over people: both sides on the same "
            + "comparisons.</p></section>");
    }
}
