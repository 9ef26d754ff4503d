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
        Append($"<svg viewBox=\"0 0 {Text(Width)} {Text(Height)}\" role=\"img\" aria-label=\"{Html.Text(title)}\">");
        Label("axis", $"x=\"{Text(Left + ((Width - Left - Right) / 2))}\" y=\"{Text(Height - 8)}\"", "middle", xLabel);
        Label("axis", $"transform=\"translate(14 {Text(Top + ((Height - Top - Bottom) / 2))}) rotate(-90)\"", "middle", yLabel);
    }

    public Plot TickX(double value, string label) => Segment("grid", X(value), X(value), Text(Top), Text(Height - Bottom))
        .Label("tick", $"x=\"{X(value)}\" y=\"{Text(Height - Bottom + 18)}\"", "middle", label);

    public Plot TickY(double value, string label) => Segment("grid", Text(Left), Text(Width - Right), Y(value), Y(value))
        .Label("tick", $"x=\"{Text(Left - 8)}\" y=\"{Y(value)}\" dy=\"0.32em\"", "end", label);

    public Plot Line(IEnumerable<(double X, double Y)> points, string style) =>
        Append($"<polyline class=\"{style}\" points=\"{string.Join(' ', points.Select(p => $"{X(p.X)},{Y(p.Y)}"))}\"/>");

    public Plot Area(IReadOnlyList<(double X, double Y)> points, string style) =>
        Append($"<polygon class=\"{style}\" points=\"{X(points[0].X)},{Text(Height - Bottom)} "
            + $"{string.Join(' ', points.Select(p => $"{X(p.X)},{Y(p.Y)}"))} {X(points[^1].X)},{Text(Height - Bottom)}\"/>");

    public Plot Dot(double atX, double atY, double radius, string style, string title) =>
        Append($"<circle class=\"{style}\" cx=\"{X(atX)}\" cy=\"{Y(atY)}\" "
            + $"r=\"{Text(radius)}\"><title>{Html.Text(title)}</title></circle>");

    public Plot Whisker(double atX, double low, double high, string style) => Segment(style, X(atX), X(atX), Y(low), Y(high));

    public Plot Vertical(double atX, string style, string label)
    {
        bool leftOf = Place(x(atX)) > 0.65;
        string place = $"x=\"{X(atX)}\" dx=\"{(leftOf ? "-6" : "6")}\" y=\"{Text(Top + 10)}\"";
        return Segment(style, X(atX), X(atX), Text(Top), Text(Height - Bottom)).Label("note", place, leftOf ? "end" : "start", label);
    }

    public override string ToString() => svg + "</svg>";

    private Plot Segment(string style, string x1, string x2, string y1, string y2) =>
        Append($"<line class=\"{style}\" x1=\"{x1}\" x2=\"{x2}\" y1=\"{y1}\" y2=\"{y2}\"/>");

    private Plot Label(string style, string place, string anchor, string text) =>
        Append($"<text class=\"{style}\" {place} text-anchor=\"{anchor}\">{Html.Text(text)}</text>");

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
