using FaceML.Calibration;
using FaceML.Evaluation.Calibration;
using FaceML.Vision;

namespace FaceML.Cli;

/// <summary>
/// Two probes and what was decided about them. Score and decision are null when a face is missing; the log-likelihood ratio and the
/// probability also when the recipe has no score calibration.
/// </summary>
/// <param name="A">The one image.</param>
/// <param name="B">The other.</param>
/// <param name="Metric">What the score is.</param>
/// <param name="Score">How alike the faces are by that metric.</param>
/// <param name="Threshold">The threshold, by the same metric.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Promise">What is promised about it; null when the threshold was given by hand.</param>
internal sealed record Verification(Probe A, Probe B, FaceMetric Metric, float? Score, float Threshold, MatchDecision? Decision, ThresholdPromise? Promise)
{
    /// <summary>Where a pipeline has an abstain band: the score from which on nothing is decided, up to the threshold.</summary>
    public float? UncertainFrom { get; init; }

    /// <summary>The comparisons that the threshold and the evidence were calibrated on; null when the threshold was given by hand or comes from a saved pipeline.</summary>
    public string? CalibratedOn { get; init; }

    /// <summary>The natural logarithm of how much likelier the score is for one person than for two.</summary>
    public double? LogLikelihoodRatio { get; init; }

    /// <summary>The probability of one person, at <see cref="Prior"/>.</summary>
    public double? Probability { get; init; }

    /// <summary>The probability before the comparison.</summary>
    public double? Prior { get; init; }

    /// <summary>The names of the networks that made the score.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>How the networks were used, in words; null for a saved pipeline.</summary>
    public string? Recipe { get; init; }

    /// <summary>The grounds of the threshold in one line.</summary>
    public string Basis => Promise?.ToString() ?? "threshold given by hand: it carries no promise";

    public int ExitCode => Decision switch
    {
        MatchDecision.Match => Cli.ExitCode.Success,
        MatchDecision.NoMatch => Cli.ExitCode.NoMatch,
        _ => Cli.ExitCode.Error,
    };

    /// <summary>Compares the two faces and decides by the threshold given, else by that of the recipe's shipped calibration.</summary>
    public static Verification Decide(Probe a, Probe b, FaceRecognizer recognizer, float? wanted, double maxFalseMatchRate, double prior)
    {
        FaceMetric metric = recognizer.Embedder.Metric;
        RecipeCalibration? calibration = RecipeCalibration.For(recognizer);
        if (calibration is null && wanted is null)
        {
            throw new ToolException("No calibration comes with these networks used this way. Give a threshold with --threshold, or fit one on your own pairs with 'faceml fit' and verify with --model.");
        }

        FaceQualityModel? quality = calibration?.Quality;
        (a, b) = (a.JudgedBy(quality), b.JudgedBy(quality));
        ThresholdCalibration? fitted = wanted is null ? calibration!.At(maxFalseMatchRate) : null;
        var undecided = new Verification(a, b, metric, null, wanted ?? ByMetric(metric, fitted!.Threshold), null, fitted?.Promises[0])
        {
            CalibratedOn = fitted is null ? null : calibration!.MeasuredOn,
            Networks = [.. recognizer.Networks.Select(network => network.Card.Name)],
            Recipe = RecipeOf(recognizer),
        };
        if (a is not { Status: FaceStatus.Found, Vector: not null } || b is not { Status: FaceStatus.Found, Vector: not null })
        {
            return undecided;
        }

        float score = quality is null
            ? FaceComparison.Compare(metric, a.Vector, b.Vector)
            : quality.Compare(a.Vector, b.Vector), rising = ByMetric(metric, score);
        return undecided with
        {
            Score = score,
            Decision = FaceComparison.IsMatch(metric, score, undecided.Threshold) ? MatchDecision.Match : MatchDecision.NoMatch,
            LogLikelihoodRatio = calibration?.Score.LogLikelihoodRatio(rising),
            Probability = calibration?.Score.Probability(rising, prior),
            Prior = calibration is null ? null : prior,
        };
    }

    /// <summary>From a score that is higher the more alike faces are to what the metric says, and back: a distance is the negated score.</summary>
    public static float ByMetric(FaceMetric metric, float rising) => metric == FaceMetric.Cosine ? rising : -rising;

    private static string RecipeOf(FaceRecognizer recognizer)
    {
        FaceRecognizerOptions options = recognizer.Options;
        int passes = options.Landmarks.Passes;
        string points = options.Points == FacePointSource.Detector ? "points of the detector" : passes == 1 ? "1 landmark pass" : $"{passes} landmark passes";
        return points + (options.Embedding.Flip ? ", flipped face added" : "");
    }
}
