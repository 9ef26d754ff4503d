namespace FaceML.Reports;

/// <summary>A named figure of a report.</summary>
/// <param name="Name">What it is, in the field's words: <c>EER</c>, <c>TAR at FAR 0.1 %</c>.</param>
/// <param name="Estimate">The figure with its interval.</param>
/// <param name="IsRate">Whether it is a share, to be shown in per cent.</param>
/// <param name="Note">How it was made, or what it cannot show; null for nothing.</param>
internal sealed record ReportFigure(string Name, Estimate Estimate, bool IsRate, string? Note)
{
    internal static string NameOf(MatchRateAt rate) =>
        string.Create(CultureInfo.InvariantCulture, $"TAR at FAR {rate.FalseMatchRate * 100:0.######} %");
}
