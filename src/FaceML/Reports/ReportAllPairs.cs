using FaceML.Evaluation.AllPairs;

namespace FaceML.Reports;

/// <summary>The part of a report about every comparison among the images.</summary>
/// <param name="Samples">Images.</param>
/// <param name="Identities">People.</param>
/// <param name="GenuineComparisons">Genuine comparisons.</param>
/// <param name="ImpostorComparisons">Impostor comparisons.</param>
/// <param name="Metrics">Equal error rate and true match rates.</param>
/// <param name="AtThreshold">Both rates at the report's threshold; null where more pairs lie beyond it than were kept.</param>
public sealed record ReportAllPairs(
    int Samples, int Identities, long GenuineComparisons, long ImpostorComparisons, AllPairsMetrics Metrics, OperatingPoint? AtThreshold)
{
    internal static ReportAllPairs Of(AllPairsResult result, float threshold, EvaluationOptions options) => new(
        result.Identities.Count, result.SamplesPerIdentity.Count, result.Genuine.Total, result.Impostor.Total,
        AllPairsMetrics.Measure(result, options with { FalseMatchRates = [.. Rates.Where(r => r * result.Impostor.Total >= 1)] }),
        result.At(threshold, options.Confidence));

    private static readonly double[] Rates = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6];
}
