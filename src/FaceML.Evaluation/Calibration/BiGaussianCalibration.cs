namespace FaceML.Evaluation.Calibration;

/// <summary>
/// Two normal distributions with a common variance (the classes' variances averaged, each class counting equally): their log-likelihood
/// ratio is the line (μ_g − μ_i)/σ² · (score − (μ_g + μ_i)/2). Immutable and thread-safe.
/// </summary>
internal sealed class BiGaussianCalibration : ScoreCalibration
{
    /// <summary>A calibration with known numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A variance that is not positive, or a genuine mean below the impostor
    /// mean.</exception>
    public BiGaussianCalibration(double genuineMean, double impostorMean, double variance)
        : base(ScoreCalibrationMethod.BiGaussian)
    {
        if (!(variance > 0) || !(genuineMean >= impostorMean) || !double.IsFinite(genuineMean - impostorMean) || !double.IsFinite(variance))
        {
            throw new ArgumentOutOfRangeException(
                nameof(variance), $"Means {genuineMean} ≥ {impostorMean} and a variance {variance} > 0 are expected, all finite.");
        }

        (GenuineMean, ImpostorMean, Variance) = (genuineMean, impostorMean, variance);
    }

    /// <summary>The mean of genuine scores.</summary>
    public double GenuineMean { get; }

    /// <summary>The mean of impostor scores.</summary>
    public double ImpostorMean { get; }

    /// <summary>The common variance.</summary>
    public double Variance { get; }

    internal static BiGaussianCalibration Fit(ComparisonScores scores)
    {
        (double genuine, double genuineVariance) = Moments(scores.Genuine);
        (double impostor, double impostorVariance) = Moments(scores.Impostor);
        double variance = (genuineVariance + impostorVariance) / 2;
        if (!(variance > 0) || genuine < impostor)
        {
            throw new EvaluationDataException(
                $"Two normal distributions require spread and genuine scores above impostor scores on average; the means are {genuine} "
                    + $"and {impostor}, the variance {variance}.");
        }

        return new BiGaussianCalibration(genuine, impostor, variance);
    }

    private protected override double Evaluate(float score) =>
        (GenuineMean - ImpostorMean) / Variance * (score - ((GenuineMean + ImpostorMean) / 2));

    private static (double Mean, double Variance) Moments(ReadOnlySpan<float> values)
    {
        double sum = 0, squares = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        double mean = sum / values.Length;
        foreach (float value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, squares / values.Length);
    }
}
