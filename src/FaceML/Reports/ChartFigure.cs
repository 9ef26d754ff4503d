namespace FaceML.Reports;

/// <summary>A chart of lines and points on linear axes that fit the data. Immutable.</summary>
/// <param name="Title">What the chart shows.</param>
/// <param name="XLabel">The label of the horizontal axis.</param>
/// <param name="YLabel">The label of the vertical axis.</param>
public sealed record ChartFigure(string Title, string XLabel, string YLabel)
{
    /// <summary>What is drawn, in that order. The default value is empty.</summary>
    public IReadOnlyList<ChartSeries> Series { get; init; } = [];

    /// <summary>Where a dashed vertical line stands, for example a threshold. The default value is null: there is none.</summary>
    public double? Threshold { get; init; }
}

/// <summary>A series of a chart. Immutable.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>Whether the points are joined by a line. The default value is true.</summary>
    public bool IsLine { get; init; } = true;
}
