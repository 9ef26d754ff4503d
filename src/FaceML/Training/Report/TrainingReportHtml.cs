using System.Text;
using FaceML.Reports;
using FaceML.Training.Heads;

namespace FaceML.Training;

/// <summary>
/// Writes a training report as one HTML file that needs nothing else, in the style of <see cref="EvaluationReportHtml"/>. Thread-safe.
/// </summary>
internal static class TrainingReportHtml
{
    private const int CurvePoints = 400;

    // Before is gray and dashed, after has the accent; the interval chart's zero is a thin line.
    private const string Css = """
        .before{fill:none;stroke:var(--soft);stroke-width:2;stroke-dasharray:6 4}
        .key.old{background:var(--soft)}.key.new{background:var(--accent);margin-left:.9em}
        .kept{stroke:var(--good);stroke-width:1.4;stroke-dasharray:5 4}
        .difference{width:180px;height:18px;display:block}.difference line{stroke:var(--line);stroke-width:1}.difference rect{fill:var(
            --soft);opacity:.55}.difference rect.up{fill:var(--good);opacity:.75}.difference rect.down{fill:var(
            --bad);opacity:.75}.difference circle{fill:var(--ink)}
        td.mark{padding-right:0}
        """;

    /// <summary>The page.</summary>
    /// <param name="report">The report.</param>
    public static string Write(TrainingReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        StringBuilder page = ReportPage.Begin(report.Title, Css);
        Head(page, report);
        Differences(page, report.Gain);
        page.Append("<section class=\"charts\">");
        if (report.Head.Epochs.Count > 0)
        {
            ReportPage.Chart(page, "Loss", Losses(report.Head.Epochs), "The mean of each epoch’s batches, on the people learned from.");
            if (report.Head.Summary.HeldOutPeople > 0)
            {
                ReportPage.Chart(page, "People who chose the epoch", Validation(report.Head), string.Create(CultureInfo.InvariantCulture,
                    $"True match rate at a false match rate of {Html.Percent(report.Head.Summary.FalseMatchRate)}. These people did not "
                        + $"teach, but they chose: the figures above are of others."));
            }
        }

        ReportPage.Chart(page, "People never seen", Rates(report),
            "<span class=\"key old\"></span>before <span class=\"key new\"></span>after. Rates below one comparison’s share cannot be "
                + "seen and are not drawn.");
        return page.Append("</section></main></body></html>\n").ToString();
    }

    private static void Head(StringBuilder page, TrainingReport report)
    {
        FaceTrainingSummary learned = report.Head.Summary;
        MetricHead head = report.Head.Head;
        string hidden = head.Shape.HiddenLength == 0 ? "" : $"{head.Shape.HiddenLength} → ";
        string added = head.Shape.Residual ? ", added to its input" : "";
        string form = string.Create(CultureInfo.InvariantCulture, $"{head.InputLength} → {hidden}{head.OutputLength}{added}");
        page.Append(CultureInfo.InvariantCulture,
            $"<header><h1>{Html.Text(report.Title)}</h1><p class=\"lead\">{Html.Text(report.Description)}</p></header>");
        page.Append(CultureInfo.InvariantCulture,
            $"<section class=\"promise\"><div><h2>Verdict</h2><p "
                + $"class=\"value\">{Sign(report.Gain)}</p></div><div><p>{Html.Text(report.Verdict)}</p><dl>");
        page.Append(CultureInfo.InvariantCulture,
            $"<dt>Learned from</dt><dd>{Html.Count(learned.Images)} images of {Html.Count(learned.People)} people</dd>");
        page.Append(learned.HeldOutPeople == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture,
                $"<dt>Epoch chosen by</dt><dd>{Html.Count(learned.HeldOutImages)} images of {Html.Count(learned.HeldOutPeople)} other "
                    + $"people: {learned.BestEpoch} of {report.Head.Epochs.Count}</dd>"));
        page.Append(CultureInfo.InvariantCulture,
            $"<dt>Measured on</dt><dd>{Html.Count(report.MeasuredOn.Images)} images of {Html.Count(report.MeasuredOn.People)} people "
                + $"who are in neither</dd><dt>Head</dt><dd>{Html.Text(form)}</dd></dl></div></section>");
    }

    // The gain that decides is that at the strictest rate.
    private static string Sign(PairedComparison gain)
    {
        PairedDifference last = gain.Differences[^1];
        return !last.IsSeparable ? "no gain shown" : last.Difference.Value > 0 ? "better" : "worse";
    }

    private static void Differences(StringBuilder page, PairedComparison gain)
    {
        double reach = Math.Max(1e-6, gain.Differences.Max(d => Math.Max(Math.Abs(d.Difference.Low), Math.Abs(d.Difference.High))));
        page.Append("<section><h2>People never seen, before and after</h2><div "
            + "class=\"scroll\"><table><thead><tr><th>Figure</th><th>before</th><th>after</th><th>difference</th><th "
            + "class=\"minor\">interval</th><th></th><th></th></tr></thead><tbody>");
        foreach (PairedDifference d in gain.Differences)
        {
            bool isRate = d != gain.AreaUnderCurve, better = d.SecondIsBetter;
            string style = !d.IsSeparable ? "" : better ? "up" : "down";
            (string mark, string verdict) = !d.IsSeparable ? ("minor", "not separable") : better ? ("right", "better") : ("wrong", "worse");
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><th>{Html.Text(Name(d))}</th><td>{Html.Value(d.First, isRate)}</td><td>{Html.Value(d.Second, isRate)}</td>"
                    + $"<td>{Signed(d.Difference.Value, isRate)}</td>");
            page.Append(CultureInfo.InvariantCulture,
                $"<td class=\"minor\">{Signed(d.Difference.Low, isRate)} to {Signed(d.Difference.High, isRate)}</td><td "
                    + $"class=\"mark\">{Bar(d.Difference, reach, style)}</td>");
            page.Append(CultureInfo.InvariantCulture,
                $"<td class=\"{mark}\">{verdict}</td></tr>");
        }

        Estimate any = gain.Differences[0].Difference;
        page.Append(CultureInfo.InvariantCulture,
            $"</tbody></table></div><p class=\"how\">{Html.Number(any.Confidence * 100)} % intervals of the difference, "
                + $"{Html.Text(Html.Method(any))}, the same comparisons before and after ({Html.Count(any.Trials)}). A rate’s difference "
                + $"is in points of per cent.</p></section>");
    }

    private static string Bar(Estimate difference, double reach, string style)
    {
        double At(double value) => 90 + value / reach * 84;
        double low = At(difference.Low), high = At(difference.High);
        return string.Create(CultureInfo.InvariantCulture,
            $"<svg class=\"difference\" viewBox=\"0 0 180 18\"><line x1=\"90\" x2=\"90\" y1=\"0\" y2=\"18\"/><rect class=\"{style}\" "
                + $"x=\"{low:0.##}\" width=\"{Math.Max(1, high - low):0.##}\" y=\"6\" height=\"6\" rx=\"3\"/><circle "
                + $"cx=\"{At(difference.Value):0.##}\" cy=\"9\" r=\"4\"/></svg>");
    }

    private static string Losses(IReadOnlyList<TrainingEpoch> epochs)
    {
        double top = epochs.Max(e => e.Loss) is > 0 and var most ? most * 1.05 : 1;
        Plot plot = new("Loss by epoch", "Epoch", "Loss", v => (v - 1) / Math.Max(1, epochs.Count - 1), v => v / top);
        Epochs(plot, 1, epochs.Count);
        for (int i = 0; i <= 4; i++)
        {
            plot.TickY(top * i / 4, (top * i / 4).ToString("0.###", CultureInfo.InvariantCulture));
        }

        plot.Line(epochs.Select(e => ((double)e.Epoch, e.Loss)), "curve");
        foreach (TrainingEpoch e in epochs)
        {
            plot.Dot(e.Epoch, e.Loss, 4, "point",
                string.Create(CultureInfo.InvariantCulture,
                $"epoch {e.Epoch}: loss {e.Loss:0.0000}, learning rate {e.LearningRate:0.0E0}, gradient norm {e.GradientNorm:0.000}, "
                    + $"{e.Elapsed.TotalSeconds:0.00} s"));
        }

        return plot.ToString();
    }

    private static string Validation(FaceMetricHeadTransformer head)
    {
        (int Epoch, double Rate)[] points = [(0, head.Summary.InitialValidation), .. head.Epochs.Select(e => (e.Epoch, e.Validation))];
        points = [.. points.Where(p => !double.IsNaN(p.Rate))];
        double low = points.Min(p => p.Rate), high = points.Max(p => p.Rate), margin = Math.Max(0.02, (high - low) * 0.15);
        (low, high) = (Math.Max(0, low - margin), high + margin);
        Plot plot = new("Held-out people by epoch", "Epoch", "True match rate", v => v / Math.Max(1, head.Epochs.Count), v =>
            (v - low) / (high - low));
        Epochs(plot, 0, head.Epochs.Count);
        for (int i = 0; i <= 4; i++)
        {
            double tick = low + (high - low) * i / 4;
            plot.TickY(tick, (tick * 100).ToString(high - low > 0.08 ? "0" : "0.0", CultureInfo.InvariantCulture) + " %");
        }

        plot.Vertical(head.Summary.BestEpoch, "kept",
            head.Summary.BestEpoch == 0 ? "kept: untrained" : $"kept: epoch {head.Summary.BestEpoch}");
        plot.Line(points.Select(p => ((double)p.Epoch, p.Rate)), "curve");
        foreach ((int epoch, double rate) in points)
        {
            plot.Dot(epoch, rate, 4, "point", $"{(epoch == 0 ? "untrained" : $"epoch {epoch}")}: {Html.Percent(rate)}");
        }

        return plot.ToString();
    }

    private static string Rates(TrainingReport report)
    {
        // Half a comparison's share, as in the evaluation's report.
        double low = Math.Clamp(report.Before.Points.Where(p => p.FalseMatchRate > 0)
            .Select(p => p.FalseMatchRate).DefaultIfEmpty(1e-4).Min() / 2, 1e-7, 0.01);
        double floor = Math.Floor(report.Before.Points.Concat(report.After.Points).Where(p => p.FalseMatchRate >= low)
            .Select(p => p.TrueMatchRate).DefaultIfEmpty(0).Min() * 10) / 10;
        floor = Math.Min(floor, 0.9);
        Plot plot = new("ROC before and after", "False match rate (logarithmic)", "True match rate", v =>
            Math.Log(Math.Max(v, low) / low) / -Math.Log(low), v => (v - floor) / (1 - floor));
        for (double tick = 1; tick >= low; tick /= 10)
        {
            plot.TickX(tick, (tick * 100).ToString("0.#####", CultureInfo.InvariantCulture) + " %");
        }

        for (int i = 0; i <= 5; i++)
        {
            double tick = floor + (1 - floor) * i / 5;
            plot.TickY(tick, (tick * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %");
        }

        IEnumerable<(double, double)> Points(ErrorCurve curve) => curve.Thin(CurvePoints)
            .Where(p => p.FalseMatchRate >= low && p.TrueMatchRate >= floor).Select(p => (p.FalseMatchRate, p.TrueMatchRate));
        return plot.Line(Points(report.Before), "before").Line(Points(report.After), "curve").ToString();
    }

    private static void Epochs(Plot plot, int from, int to)
    {
        int step = Math.Max(1, (int)Math.Ceiling((to - from) / 8.0));
        for (int epoch = from; epoch <= to; epoch += step)
        {
            plot.TickX(epoch, epoch.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string Name(PairedDifference difference) =>
        difference.FalseMatchRate is { } rate ? $"TAR at FAR {Html.Percent(rate)}" : difference.Figure;

    private static string Signed(double value, bool isRate) => isRate
        ? (value * 100).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture)
        : value.ToString("+0.0000;−0.0000;0.0000", CultureInfo.InvariantCulture);
}
