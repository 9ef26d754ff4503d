using FaceML.Evaluation.AllPairs;

namespace FaceML.Reports;

/// <summary>The part of a report about every comparison among the images.</summary>
/// <param name="Samples">Images.</param>
/// <param name="Identities">People.</param>
/// <param name="GenuineComparisons">Genuine comparisons.</param>
/// <param name="ImpostorComparisons">Impostor comparisons.</param>
/// <param name="Metrics">Equal error rate and true match rates.</param>
/// <param name="AtThreshold">Both rates at the report's threshold; null where more pairs lie beyond it than were kept.</param>
internal sealed record ReportAllPairs(
    int Samples, int Identities, long GenuineComparisons, long ImpostorComparisons, AllPairsMetrics Metrics, OperatingPoint? AtThreshold)
{
    /// <summary>The rates that are shown, by name, with the threshold at which each holds.</summary>
    internal IEnumerable<(string Name, float? Threshold, Estimate Rate)> Figures()
    {
        if (Metrics.EqualErrorRate is { } equal)
        {
            yield return ("EER", null, equal);
        }

        foreach (MatchRateAt rate in Metrics.MatchRates)
        {
            yield return (ReportFigure.NameOf(rate), rate.Threshold, rate.TrueMatchRate);
        }

        if (AtThreshold is { } point)
        {
            yield return ("FMR", point.Threshold, point.FalseMatchRate);
            yield return ("FNMR", point.Threshold, point.FalseNonMatchRate);
        }
    }

    internal static ReportAllPairs Of(AllPairsResult result, float threshold, EvaluationOptions options) => new(
        result.Identities.Count, result.SamplesPerIdentity.Count, result.Genuine.Total, result.Impostor.Total,
        AllPairsMetrics.Measure(result, options with { FalseMatchRates = [.. Rates.Where(r => r * result.Impostor.Total >= 1)] }),
        result.At(threshold, options.Confidence));

    private static readonly double[] Rates = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6];
}
