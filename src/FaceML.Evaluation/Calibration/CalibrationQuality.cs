namespace FaceML.Evaluation.Calibration;

/// <summary>How good log-likelihood ratios are as evidence. Immutable.</summary>
/// <param name="Cllr">The cost of the LLRs in bits: ½ (mean log₂(1 + e^−LLR) over genuine + mean log₂(1 + e^LLR) over impostor
/// comparisons); 0 is perfect, 1 is no information (Brümmer and du Preez 2006).</param>
/// <param name="MinimumCllr">The same after the best rising map, found by pooling adjacent violators: what the scores could tell.</param>
/// <param name="CalibrationLoss">Cllr − minimum Cllr, in bits: what the calibration loses. Never negative, so that its interval lies above
/// the value where little is lost.</param>
/// <param name="ExpectedCalibrationError">At prior ½: the bins' |mean probability − share of genuine|, weighted by their weight. Never
/// negative, and the interval likewise.</param>
/// <param name="Bins">The reliability of the probabilities at prior ½.</param>
public sealed record CalibrationQuality(
    Estimate Cllr, Estimate MinimumCllr, Estimate CalibrationLoss, Estimate ExpectedCalibrationError, IReadOnlyList<ReliabilityBin> Bins)
{
    /// <summary>
    /// Measures <paramref name="calibration"/> on <paramref name="scores"/>, best such that it has not seen. The calibration is taken as
    /// given; intervals are percentile bootstraps of the comparisons, over people when they are known.
    /// </summary>
    /// <param name="calibration">The calibration.</param>
    /// <param name="scores">Comparisons of both classes.</param>
    /// <param name="options">Confidence, replicates and seed.</param>
    /// <param name="bins">The number of equal bins of probability.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option outside its range.</exception>
    public static CalibrationQuality Measure(
        ScoreCalibration calibration, ComparisonScores scores, EvaluationOptions? options = null, int bins = 10)
    {
        options ??= new EvaluationOptions();
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        EvidenceCosts costs = new(scores, calibration, bins);
        Estimate[] figures = new ComparisonBootstrap(scores, options.Replicates, options.Seed).Estimate(
            weights =>
            {
                double cllr = costs.Cllr(weights), minimum = costs.MinimumCllr(weights);
                return [cllr, minimum, cllr - minimum, costs.CalibrationError(weights)];
            },
            costs.HasBothClasses,
            options.Confidence);
        return new CalibrationQuality(figures[0], figures[1], figures[2], figures[3], costs.Bins(options.Confidence));
    }

    /// <summary>Cllr of log-likelihood ratios in nats.</summary>
    /// <exception cref="EvaluationDataException">An empty class or a value that is not a number.</exception>
    public static double CostOf(ReadOnlySpan<double> genuine, ReadOnlySpan<double> impostor) =>
        (Mean(genuine, -1) + Mean(impostor, 1)) / (2 * Math.Log(2));

    /// <summary>The smallest Cllr that any rising map of the scores reaches.</summary>
    public static double MinimumCost(ComparisonScores scores) =>
        new EvidenceCosts(scores, new LogisticCalibration(1, 0), 1).MinimumCllr(null);

    private static double Mean(ReadOnlySpan<double> ratios, int sign)
    {
        double sum = 0;
        foreach (double ratio in ratios)
        {
            sum += EvidenceCosts.Softplus(sign * ratio);
        }

        return ratios.IsEmpty || double.IsNaN(sum)
            ? throw new EvaluationDataException(
                $"Cllr requires log-likelihood ratios of both classes that are numbers; one class has {ratios.Length}, their cost is "
                    + $"{sum}.")
            : sum / ratios.Length;
    }
}
