using FaceML.Calibration;
using FaceML.Vision;

namespace FaceML.Cli;

/// <summary>
/// Two probes and what was decided about them. Score and decision are null when a face is missing; the log-likelihood ratio and the
/// probability also when the recipe has no score calibration.
/// </summary>
internal sealed record Verification(Probe A, Probe B, FaceMetric Metric, float? Score, float? Threshold, bool? IsMatch, string Basis)
{
    /// <summary>The comparisons that the threshold and the evidence were calibrated on; null when the threshold was given by hand or comes from a saved pipeline.</summary>
    public string? CalibratedOn { get; init; }

    /// <summary>The natural logarithm of how much likelier the score is for one person than for two.</summary>
    public double? LogLikelihoodRatio { get; init; }

    /// <summary>The probability of one person, at <see cref="Prior"/>.</summary>
    public double? Probability { get; init; }

    /// <summary>The probability before the comparison.</summary>
    public double? Prior { get; init; }

    public int ExitCode => IsMatch switch { true => Cli.ExitCode.Success, false => Cli.ExitCode.NoMatch, null => Cli.ExitCode.Error };

    /// <summary>Compares the two faces and decides by the threshold given, else by that of the recipe's shipped calibration.</summary>
    public static Verification Decide(Probe a, Probe b, FaceRecognizer recognizer, float? wanted, double maxFalseMatchRate, double prior)
    {
        FaceMetric metric = recognizer.Embedder.Metric;
        RecipeCalibration? calibration = RecipeCalibration.For(recognizer);
        if (calibration is null && wanted is null)
        {
            throw new ToolException("No calibration comes with these networks used this way. Give a threshold with --threshold, or fit one on your own pairs with 'faceml fit' and verify with --model.");
        }

        ThresholdCalibration? fitted = wanted is null ? calibration!.At(maxFalseMatchRate) : null;
        float threshold = wanted ?? fitted!.Threshold;
        string basis = fitted is null ? "threshold given by hand: it carries no promise" : fitted.Promises[0].ToString();
        if (a.Vector is null || b.Vector is null)
        {
            return new(a, b, metric, null, threshold, null, basis);
        }

        float score = FaceComparison.Compare(metric, a.Vector, b.Vector);
        float rising = metric == FaceMetric.Cosine ? score : -score;
        return new(a, b, metric, score, threshold, FaceComparison.IsMatch(metric, score, threshold), basis)
        {
            CalibratedOn = fitted is null ? null : calibration!.MeasuredOn,
            LogLikelihoodRatio = calibration?.Score.LogLikelihoodRatio(rising),
            Probability = calibration?.Score.Probability(rising, prior),
            Prior = calibration is null ? null : prior,
        };
    }
}
