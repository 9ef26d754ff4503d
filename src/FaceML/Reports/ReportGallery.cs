namespace FaceML.Reports;

/// <summary>The threshold for searches in a gallery.</summary>
/// <param name="Size">N: the templates in the gallery.</param>
/// <param name="FalsePositiveRate">The FPIR promised.</param>
/// <param name="Threshold">A candidate is returned when <c>score &gt;= Threshold</c>; null when the data cannot support one.</param>
/// <param name="IsExtrapolated">Whether it lies beyond what the data show.</param>
/// <param name="ScoresAbove">The impostor scores at or above it.</param>
/// <param name="Promise">What is promised, or why nothing is, in a sentence.</param>
internal sealed record ReportGallery(
    long Size, double FalsePositiveRate, double? Threshold, bool IsExtrapolated, int ScoresAbove, string Promise)
{
    /// <summary>The thresholds for galleries of the sizes given; a refusal is kept as its sentence.</summary>
    /// <param name="tail">The largest impostor scores of an all-pairs comparison, about equally many samples of each person.</param>
    /// <param name="falsePositiveRate">The FPIR to promise.</param>
    /// <param name="sizes">The sizes.</param>
    public static IReadOnlyList<ReportGallery> Of(ImpostorTail tail, double falsePositiveRate, IEnumerable<long> sizes) =>
        [.. sizes.Select(size =>
    {
        try
        {
            IdentificationThreshold found = IdentificationThreshold.For(tail, size, falsePositiveRate);
            return new ReportGallery(size, falsePositiveRate, found.Threshold, found.IsExtrapolated, found.ScoresAbove, found.ToString());
        }
        catch (InsufficientDataException refusal)
        {
            return new ReportGallery(size, falsePositiveRate, null, false, 0, refusal.Message);
        }
    })];
}
