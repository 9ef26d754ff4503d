using System.Text;

namespace FaceML.Reports;

/// <summary>
/// A chart as inline SVG: two axes given as maps to [0, 1], grid lines, and marks with hover titles. Colors come from the page's style.
/// </summary>
internal sealed class Plot
{
    private const double Width = 520, Height = 380, Left = 64, Right = 26, Top = 14, Bottom = 52;
    private readonly StringBuilder svg = new();
    private readonly Func<double, double> x;
    private readonly Func<double, double> y;

    public Plot(string title, string xLabel, string yLabel, Func<double, double> x, Func<double, double> y)
    {
        (this.x, this.y) = (x, y);
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Html.Text(title)}\">");
        svg.Append(CultureInfo.InvariantCulture,
            $"<text class=\"axis\" x=\"{Left + ((Width - Left - Right) / 2)}\" y=\"{Height - 8}\" "
                + $"text-anchor=\"middle\">{Html.Text(xLabel)}</text>");
        svg.Append(CultureInfo.InvariantCulture,
            $"<text class=\"axis\" transform=\"translate(14 {Top + ((Height - Top - Bottom) / 2)}) rotate(-90)\" "
                + $"text-anchor=\"middle\">{Html.Text(yLabel)}</text>");
    }

    public Plot TickX(double value, string label)
    {
        svg.Append(CultureInfo.InvariantCulture,
            $"<line class=\"grid\" x1=\"{X(value)}\" x2=\"{X(value)}\" y1=\"{Top}\" y2=\"{Height - Bottom}\"/>");
        svg.Append(CultureInfo.InvariantCulture,
            $"<text class=\"tick\" x=\"{X(value)}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{Html.Text(label)}</text>");
        return this;
    }

    public Plot TickY(double value, string label)
    {
        svg.Append(CultureInfo.InvariantCulture,
            $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(value)}\" y2=\"{Y(value)}\"/>");
        svg.Append(CultureInfo.InvariantCulture,
            $"<text class=\"tick\" x=\"{Left - 8}\" y=\"{Y(value)}\" dy=\"0.32em\" text-anchor=\"end\">{Html.Text(label)}</text>");
        return this;
    }

    public Plot Line(IEnumerable<(double X, double Y)> points, string style) =>
        Append($"<polyline class=\"{style}\" points=\"{string.Join(' ', points.Select(p => $"{X(p.X)},{Y(p.Y)}"))}\"/>");

    public Plot Area(IReadOnlyList<(double X, double Y)> points, string style) =>
        Append($"<polygon class=\"{style}\" points=\"{X(points[0].X)},{Text(Height - Bottom)} "
            + $"{string.Join(' ', points.Select(p => $"{X(p.X)},{Y(p.Y)}"))} {X(points[^1].X)},{Text(Height - Bottom)}\"/>");

    public Plot Dot(double atX, double atY, double radius, string style, string title) =>
        Append($"<circle class=\"{style}\" cx=\"{X(atX)}\" cy=\"{Y(atY)}\" "
            + $"r=\"{Text(radius)}\"><title>{Html.Text(title)}</title></circle>");

    public Plot Whisker(double atX, double low, double high, string style) =>
        Append($"<line class=\"{style}\" x1=\"{X(atX)}\" x2=\"{X(atX)}\" y1=\"{Y(low)}\" y2=\"{Y(high)}\"/>");

    public Plot Vertical(double atX, string style, string label)
    {
        Append($"<line class=\"{style}\" x1=\"{X(atX)}\" x2=\"{X(atX)}\" y1=\"{Text(Top)}\" y2=\"{Text(Height - Bottom)}\"/>");
        bool leftOf = Place(x(atX)) > 0.65;
        return Append($"<text class=\"note\" x=\"{X(atX)}\" dx=\"{(leftOf ? -6 : 6)}\" y=\"{Text(Top + 10)}\" "
            + $"text-anchor=\"{(leftOf ? "end" : "start")}\">{Html.Text(label)}</text>");
    }

    public override string ToString() => svg + "</svg>";

    private Plot Append(string element)
    {
        svg.Append(element);
        return this;
    }

    private string X(double value) => Text(Left + (Place(x(value)) * (Width - Left - Right)));

    private string Y(double value) => Text(Height - Bottom - (Place(y(value)) * (Height - Top - Bottom)));

    private static double Place(double share) => double.IsNaN(share) ? 0 : Math.Clamp(share, 0, 1);

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
