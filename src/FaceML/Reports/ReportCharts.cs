namespace FaceML.Reports;

/// <summary>The charts of a report.</summary>
internal static class ReportCharts
{
    private static readonly double[] RateTicks = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.05, 0.2, 0.5, 0.8, 0.95];

    /// <summary>The DET curve on probit axes, from half a comparison's share to what the curve needs (Martin et al. 1997).</summary>
    public static string Det(ReportContent report)
    {
        double lowX = Lowest(report.ImpostorComparisons), lowY = Lowest(report.GenuineComparisons), high =
            Math.Clamp(Eer(report) * 4, 0.05, 0.6);
        Plot plot = new("DET curve", "False match rate", "False non-match rate", v => Between(v, lowX, high), v => Between(v, lowY, high));
        foreach (double tick in RateTicks)
        {
            _ = tick >= lowX && tick <= high ? plot.TickX(tick, Short(tick)) : plot;
            _ = tick >= lowY && tick <= high ? plot.TickY(tick, Short(tick)) : plot;
        }

        // Outside of the frame the curve would creep along its edge: one point beyond on either side shows where it leaves.
        List<CurvePoint> shown = [.. report.Curve.Where(p => p.FalseMatchRate <= high && p.FalseNonMatchRate <= high)];
        plot.Line([(Math.Max(lowX, lowY), Math.Max(lowX, lowY)), (high, high)], "diagonal").Line(shown
            .Select(p => (p.FalseMatchRate, p.FalseNonMatchRate)), "curve");
        Marks(plot, shown, p => (p.FalseMatchRate, p.FalseNonMatchRate));
        plot.Dot(report.Threshold.FalseMatchRate.Value, report.Threshold.FalseNonMatchRate.Value, 5, "chosen", At(report));
        return plot.ToString();

        static double Between(double v, double low, double high) =>
            (Probit.Of(Math.Max(v, low)) - Probit.Of(low)) / (Probit.Of(high) - Probit.Of(low));
    }

    /// <summary>The ROC curve, its false match rate on a logarithmic axis: the left of a linear one hides all that matters.</summary>
    public static string Roc(ReportContent report)
    {
        double low = Lowest(report.ImpostorComparisons), floor =
            Math.Floor(report.Curve.Where(p => p.FalseMatchRate >= low).Select(p => p.TrueMatchRate).DefaultIfEmpty(0).Min() * 10) / 10;
        floor = Math.Min(floor, 0.9);
        Plot plot = new("ROC curve", "False match rate (logarithmic)", "True match rate", v =>
            Math.Log(Math.Max(v, low) / low) / -Math.Log(low), v => (v - floor) / (1 - floor));
        for (double tick = 1; tick >= low; tick /= 10)
        {
            plot.TickX(tick, Short(tick));
        }

        for (int i = 0; i <= 5; i++)
        {
            double tick = floor + ((1 - floor) * i / 5);
            plot.TickY(tick, (tick * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %");
        }

        plot.Line(report.Curve.Where(p => p.TrueMatchRate >= floor).Select(p => (p.FalseMatchRate, p.TrueMatchRate)), "curve");
        Marks(plot, [.. report.Curve.Where(p => p.FalseMatchRate >= low)], p => (p.FalseMatchRate, p.TrueMatchRate));
        return plot.Dot(report.Threshold.FalseMatchRate.Value, 1 - report.Threshold.FalseNonMatchRate.Value, 5, "chosen",
            At(report)).ToString();
    }

    /// <summary>Both classes' scores, each scaled to its own largest bin.</summary>
    public static string Histogram(ReportContent report)
    {
        ReportHistogram h = report.Histogram;
        Plot plot = new("Scores", "Score", "Share of the class a bin", v => (v - h.Low) / (h.High - h.Low), v => v);
        double top = Math.Max(Share(h.Genuine), Share(h.Impostor));
        for (int i = 0; i <= 4; i++)
        {
            plot.TickY(i / 4.0, (top * i / 4 * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %");
            double at = h.Low + ((h.High - h.Low) * i / 4);
            plot.TickX(at, at.ToString("0.00", CultureInfo.InvariantCulture));
        }

        foreach ((IReadOnlyList<long> counts, string name, string style) in new[] { (h.Impostor, "impostor", "impostor"),
            (h.Genuine, "genuine", "genuine") })
        {
            double total = counts.Sum(), width = (h.High - h.Low) / counts.Count;
            plot.Area([.. counts.SelectMany((n, i) =>
                new[] { (h.Low + (i * width), n / total / top), (h.Low + ((i + 1) * width), n / total / top) })], style);
            for (int i = 0; i < counts.Count; i++)
            {
                plot.Dot(h.Low + ((i + 0.5) * width), counts[i] / total / top, 4, "hover", string.Create(CultureInfo.InvariantCulture,
                    $"{h.Low + (i * width):0.000} to {h.Low + ((i + 1) * width):0.000}: {counts[i]:N0} {name} comparisons"));
            }
        }

        return plot.Vertical(report.Threshold.Value, "threshold",
            $"threshold {report.Threshold.Value.ToString("0.0000", CultureInfo.InvariantCulture)}").ToString();

        static double Share(IReadOnlyList<long> counts) => (double)counts.Max() / Math.Max(1, counts.Sum());
    }

    public static string Reliability(ReportReliability reliability)
    {
        Plot plot = new("Reliability", "Stated probability (prior ½)", "Share of genuine comparisons", v => v, v => v);
        for (int i = 0; i <= 5; i++)
        {
            plot.TickX(i / 5.0, $"{i * 20} %").TickY(i / 5.0, $"{i * 20} %");
        }

        plot.Line([(0, 0), (1, 1)], "diagonal");
        foreach (ReliabilityBin bin in reliability.Bins)
        {
            plot.Whisker(bin.MeanProbability, bin.Genuine.Low, bin.Genuine.High, "whisker")
                .Dot(bin.MeanProbability, bin.Genuine.Value, 3 + (5 * Math.Sqrt(bin.Weight)), "point",
                    $"stated {Html.Percent(bin.MeanProbability)}, found {Html.Estimate(bin.Genuine, true)}, "
                        + $"{Html.Count(bin.Genuine.Trials)} comparisons");
        }

        return plot.ToString();
    }

    public static string Discard(ErrorVersusDiscard discard)
    {
        double last = Math.Max(1e-9, discard.Points[^1].Discarded), top = Math.Max(1e-9, discard.Points.Max(p => p.FalseNonMatchRate.High));
        Plot plot = new("Error versus discard", "Genuine comparisons discarded, lowest quality first", "False non-match rate", v =>
            v / last, v => v / top);
        for (int i = 0; i <= 5; i++)
        {
            plot.TickX(last * i / 5, Html.Percent(last * i / 5)).TickY(top * i / 5, Html.Percent(top * i / 5));
        }

        plot.Line(discard.Points.Select(p => (p.Discarded, p.FalseNonMatchRate.Value)), "curve");
        foreach (DiscardPoint point in discard.Points)
        {
            plot.Whisker(point.Discarded, point.FalseNonMatchRate.Low, point.FalseNonMatchRate.High, "whisker")
                .Dot(point.Discarded, point.FalseNonMatchRate.Value, 4, "point",
                    $"{Html.Percent(point.Discarded)} discarded: FNMR {Html.Estimate(point.FalseNonMatchRate, true)}");
        }

        return plot.ToString();
    }

    public static string Characteristic(IReadOnlyList<Estimate> matches)
    {
        double floor = Math.Min(0.9, Math.Floor(matches[0].Low * 10) / 10);
        Plot plot = new("CMC", "Rank", "Mate at this rank or before", v => matches.Count == 1 ? 0.5 : (v - 1) / (matches.Count - 1), v =>
            (v - floor) / (1 - floor));
        for (int i = 0; i <= 5; i++)
        {
            double tick = floor + ((1 - floor) * i / 5);
            plot.TickY(tick, (tick * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %");
        }

        for (int rank = 1; rank <= matches.Count; rank++)
        {
            _ = rank == 1 || rank % 5 == 0 ? plot.TickX(rank, rank.ToString(CultureInfo.InvariantCulture)) : plot;
        }

        plot.Line(matches.Select((m, i) => (i + 1.0, m.Value)), "curve");
        for (int i = 0; i < matches.Count; i++)
        {
            plot.Whisker(i + 1, matches[i].Low, matches[i].High, "whisker").Dot(
                i + 1, matches[i].Value, 4, "point", $"rank {i + 1}: {Html.Estimate(matches[i], true)}");
        }

        return plot.ToString();
    }

    private static void Marks(Plot plot, List<CurvePoint> points, Func<CurvePoint, (double X, double Y)> place)
    {
        foreach (CurvePoint point in points)
        {
            (double x, double y) = place(point);
            plot.Dot(x, y, 6, "hover", string.Create(CultureInfo.InvariantCulture,
                $"threshold {point.Threshold:0.0000}: FMR {Html.Percent(point.FalseMatchRate)}, FNMR "
                    + $"{Html.Percent(point.FalseNonMatchRate)}"));
        }
    }

    private static string At(ReportContent report) => string.Create(CultureInfo.InvariantCulture,
        $"threshold {report.Threshold.Value:0.0000}: FMR {Html.Estimate(report.Threshold.FalseMatchRate, true)}, FNMR "
            + $"{Html.Estimate(report.Threshold.FalseNonMatchRate, true)}");

    private static double Lowest(long comparisons) => Math.Clamp(0.5 / comparisons, 1e-7, 0.01);

    private static double Eer(ReportContent report) => report.Curve.Min(p => Math.Max(p.FalseMatchRate, p.FalseNonMatchRate));

    private static string Short(double rate) => (rate * 100).ToString(rate < 1e-5 ? "0E0" : "0.####", CultureInfo.InvariantCulture) + " %";
}
