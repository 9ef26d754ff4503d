namespace FaceML.Evaluation.Calibration;

/// <summary>
/// Turns a score into the weight of evidence: the natural logarithm of the likelihood ratio p(score | genuine) / p(score | impostor),
/// and with a prior into a probability. Immutable and thread-safe; the value never falls as the score rises.
/// </summary>
public abstract class ScoreCalibration
{
    private protected ScoreCalibration(ScoreCalibrationMethod method) => Method = method;

    /// <summary>How the calibration was made.</summary>
    public ScoreCalibrationMethod Method { get; }

    /// <summary>Fits a calibration.</summary>
    /// <param name="scores">Comparisons of both classes; their proportion does not matter.</param>
    /// <param name="method">The family.</param>
    /// <param name="matedPrior">For the logistic family: the prior at whose decisions the fit is best, in (0, 1).</param>
    /// <exception cref="EvaluationDataException">Scores that are all equal, or a class without spread for the bi-Gaussian
    /// family.</exception>
    public static ScoreCalibration Fit(
        ComparisonScores scores, ScoreCalibrationMethod method = ScoreCalibrationMethod.Logistic, double matedPrior = 0.5) => method switch
        {
            ScoreCalibrationMethod.Logistic => LogisticCalibration.Fit(scores, matedPrior),
            ScoreCalibrationMethod.Isotonic => IsotonicCalibration.Fit(scores),
            ScoreCalibrationMethod.BiGaussian => BiGaussianCalibration.Fit(scores),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Not a known calibration."),
        };

    /// <summary>The log-likelihood ratio in nats (divide by ln 2 for bits, by ln 10 for bans).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A score that is not a number.</exception>
    public double LogLikelihoodRatio(float score) => float.IsNaN(score)
        ? throw new ArgumentOutOfRangeException(nameof(score), "The score is not a number.")
        : Evaluate(score);

    /// <summary>The probability that the comparison is mated, by Bayes' rule.</summary>
    /// <param name="score">The score.</param>
    /// <param name="matedPrior">The probability before the comparison, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A prior outside (0, 1).</exception>
    public double Probability(float score, double matedPrior) => matedPrior is > 0 and < 1
        ? 1 / (1 + Math.Exp(-(LogLikelihoodRatio(score) + Math.Log(matedPrior / (1 - matedPrior)))))
        : throw new ArgumentOutOfRangeException(nameof(matedPrior), matedPrior, "A prior lies between 0 and 1, both excluded.");

    private protected abstract double Evaluate(float score);
}
