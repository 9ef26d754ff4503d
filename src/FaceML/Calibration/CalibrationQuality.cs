using FaceML.Evaluation;

namespace FaceML.Calibration;

/// <summary>How good log-likelihood ratios are as evidence. Immutable.</summary>
/// <param name="Cllr">The cost of the LLRs in bits: ½ (mean log₂(1 + e^−LLR) over genuine + mean log₂(1 + e^LLR) over impostor comparisons); 0 is perfect, 1 is no information (Brümmer and du Preez 2006).</param>
/// <param name="MinimumCllr">The same after the best rising map, found by pooling adjacent violators: what the scores could tell.</param>
/// <param name="Bins">The reliability of the probabilities at prior ½.</param>
public sealed record CalibrationQuality(double Cllr, double MinimumCllr, IReadOnlyList<ReliabilityBin> Bins)
{
    /// <summary>Cllr − minimum Cllr, in bits: what the calibration loses.</summary>
    public double CalibrationLoss => Cllr - MinimumCllr;

    /// <summary>The expected calibration error at prior ½: the bins' |mean probability − share of genuine|, weighted by their weight.</summary>
    public double ExpectedCalibrationError => Bins.Sum(b => b.Weight * Math.Abs(b.MeanProbability - b.Genuine.Value));

    /// <summary>Measures <paramref name="calibration"/> on <paramref name="scores"/>, best such that it has not seen.</summary>
    /// <param name="calibration">The calibration.</param>
    /// <param name="scores">Comparisons of both classes.</param>
    /// <param name="bins">The number of equal bins of probability.</param>
    /// <param name="confidence">The confidence of the bins' intervals.</param>
    public static CalibrationQuality Measure(ScoreCalibration calibration, ComparisonScores scores, int bins = 10, double confidence = 0.95)
    {
        double[] genuine = new double[scores.GenuineCount], impostor = new double[scores.ImpostorCount];
        for (int i = 0; i < genuine.Length; i++)
        {
            genuine[i] = calibration.LogLikelihoodRatio(scores.Genuine[i]);
        }

        for (int i = 0; i < impostor.Length; i++)
        {
            impostor[i] = calibration.LogLikelihoodRatio(scores.Impostor[i]);
        }

        return new CalibrationQuality(CostOf(genuine, impostor), MinimumCost(scores), ReliabilityBin.Of(genuine, impostor, bins, confidence));
    }

    /// <summary>Cllr of log-likelihood ratios in nats.</summary>
    /// <exception cref="EvaluationDataException">An empty class or a value that is not a number.</exception>
    public static double CostOf(ReadOnlySpan<double> genuine, ReadOnlySpan<double> impostor) => (Mean(genuine, -1) + Mean(impostor, 1)) / (2 * Math.Log(2));

    /// <summary>The smallest Cllr that any rising map of the scores reaches.</summary>
    public static double MinimumCost(ComparisonScores scores)
    {
        (_, double[] genuine, double[] all) = IsotonicCalibration.Levels(scores);
        double[] fitted = PoolAdjacentViolators.Fit([.. genuine.Zip(all, (g, n) => g / n)], all);
        double prior = Math.Log((double)scores.GenuineCount / scores.ImpostorCount), costGenuine = 0, costImpostor = 0;
        for (int i = 0; i < fitted.Length; i++)
        {
            // A pure level has infinite evidence and no cost.
            double ratio = Math.Log(fitted[i] / (1 - fitted[i])) - prior;
            costGenuine += genuine[i] == 0 ? 0 : genuine[i] * Softplus(-ratio);
            costImpostor += all[i] == genuine[i] ? 0 : (all[i] - genuine[i]) * Softplus(ratio);
        }

        return ((costGenuine / scores.GenuineCount) + (costImpostor / scores.ImpostorCount)) / (2 * Math.Log(2));
    }

    private static double Mean(ReadOnlySpan<double> ratios, int sign)
    {
        double sum = 0;
        foreach (double ratio in ratios)
        {
            sum += Softplus(sign * ratio);
        }

        return ratios.IsEmpty || double.IsNaN(sum)
            ? throw new EvaluationDataException($"Cllr wants log-likelihood ratios of both classes that are numbers; one class has {ratios.Length}, their cost is {sum}.")
            : sum / ratios.Length;
    }

    private static double Softplus(double x) => Math.Max(x, 0) + Precise.LogOnePlus(Math.Exp(-Math.Abs(x)));
}
