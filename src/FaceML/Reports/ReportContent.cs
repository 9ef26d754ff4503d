namespace FaceML.Reports;

/// <summary>
/// An evaluation as data: everything that the page shows, and what its JSON form holds (<see cref="EvaluationReportJson"/>). Immutable.
/// </summary>
internal sealed record ReportContent
{
    /// <summary>The version of the JSON form that this version writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version of the JSON form.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>What was measured, on what, by which command.</summary>
    public required string Description { get; init; }

    /// <summary>Genuine comparisons.</summary>
    public required long GenuineComparisons { get; init; }

    /// <summary>Impostor comparisons.</summary>
    public required long ImpostorComparisons { get; init; }

    /// <summary>Pairs that were left out, because an image shows no usable face.</summary>
    public int LeftOut { get; init; }

    /// <summary>People; 0 when not known.</summary>
    public required int Identities { get; init; }

    /// <summary>The figures, the most asked for first.</summary>
    public required IReadOnlyList<ReportFigure> Figures { get; init; }

    /// <summary>The threshold and what is known about it.</summary>
    public required ReportThreshold Threshold { get; init; }

    /// <summary>The DET and ROC curve, thinned for drawing, by falling threshold; the first threshold is "Infinity".</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>The scores' histogram.</summary>
    public required ReportHistogram Histogram { get; init; }

    /// <summary>The score calibration; null when none was given.</summary>
    public ReportReliability? Reliability { get; init; }

    /// <summary>What discarding images of low quality gains; null when no qualities were given.</summary>
    public ErrorVersusDiscard? Discard { get; init; }

    /// <summary>The cumulative match characteristic from rank 1; null when no mated search was given.</summary>
    public IReadOnlyList<Estimate>? CumulativeMatches { get; init; }

    /// <summary>Every comparison among the samples; null when it was not given.</summary>
    public ReportAllPairs? AllPairs { get; init; }

    /// <summary>Thresholds for searches in galleries; empty when none were given.</summary>
    public IReadOnlyList<ReportGallery> Galleries { get; init; } = [];

    /// <summary>The groups; null when none were given.</summary>
    public GroupReport? Groups { get; init; }

    /// <summary>The hardest errors; empty when images were not named.</summary>
    public IReadOnlyList<ReportError> HardestErrors { get; init; } = [];

    /// <summary>The model card; null when none was given.</summary>
    public string? ModelCard { get; init; }
}
