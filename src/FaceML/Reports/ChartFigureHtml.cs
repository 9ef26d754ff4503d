namespace FaceML.Reports;

/// <summary>A <see cref="ChartFigure"/> as a figure with inline SVG.</summary>
internal static class ChartFigureHtml
{
    // As many as the style has colors for.
    private const int Colors = 6;

    public static string Of(ChartFigure chart)
    {
        (double X, double Y)[] points = [.. chart.Series.SelectMany(series => series.Points)];
        (double lowX, double highX, double stepX) = Axis(points.Select(p => p.X).Concat(chart.Threshold is { } at ? [at] : []));
        (double lowY, double highY, double stepY) = Axis(points.Select(p => p.Y));
        Plot plot = new(chart.Title, chart.XLabel, chart.YLabel, v => (v - lowX) / (highX - lowX), v => (v - lowY) / (highY - lowY));
        for (int i = 0; i <= (int)Math.Round((highX - lowX) / stepX); i++)
        {
            plot.TickX(lowX + (i * stepX), Tick(lowX + (i * stepX)));
        }

        for (int i = 0; i <= (int)Math.Round((highY - lowY) / stepY); i++)
        {
            plot.TickY(lowY + (i * stepY), Tick(lowY + (i * stepY)));
        }

        string legend = "";
        for (int i = 0; i < chart.Series.Count; i++)
        {
            ChartSeries series = chart.Series[i];
            string color = string.Create(CultureInfo.InvariantCulture, $"s{i % Colors}");
            _ = series.IsLine ? plot.Line(series.Points, $"curve {color}") : plot;
            foreach ((double x, double y) in series.Points)
            {
                string place = string.Create(CultureInfo.InvariantCulture, $"{series.Name}: {x:0.####}, {y:0.####}");
                plot.Dot(x, y, series.IsLine ? 3 : 4.5, $"point {color}", place);
            }

            legend += $"<span class=\"key {color}\"></span>{Html.Text(series.Name)} ";
        }

        _ = chart.Threshold is { } threshold
            ? plot.Vertical(threshold, "threshold", $"threshold {threshold.ToString("0.00", CultureInfo.InvariantCulture)}")
            : plot;
        return $"<figure class=\"chart\"><h4>{Html.Text(chart.Title)}</h4>{plot}<figcaption>{legend.TrimEnd()}</figcaption></figure>";
    }

    // About five steps of 1, 2 or 5 times a power of ten that hold all values.
    private static (double Low, double High, double Step) Axis(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        double low = finite.DefaultIfEmpty(0).Min(), high = finite.DefaultIfEmpty(1).Max();
        // A single value stands in the middle, and an axis of rates does not go below zero.
        (low, high) = high > low ? (low, high) : low == 0 ? (0, 1) : (Math.Min(0, 2 * low), Math.Max(0, 2 * low));
        double rough = (high - low) / 5, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        return (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
    }

    private static string Tick(double value) => Math.Round(value, 6).ToString("0.######", CultureInfo.InvariantCulture);
}
