namespace FaceML.Reports;

/// <summary>The counts of both classes' scores in equal bins.</summary>
/// <param name="Low">The lower edge of the first bin.</param>
/// <param name="High">The upper edge of the last.</param>
/// <param name="Genuine">Genuine comparisons a bin.</param>
/// <param name="Impostor">Impostor comparisons a bin.</param>
internal sealed record ReportHistogram(double Low, double High, IReadOnlyList<long> Genuine, IReadOnlyList<long> Impostor);
