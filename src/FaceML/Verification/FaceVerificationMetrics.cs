using FaceML.Calibration;

namespace FaceML.Verification;

/// <summary>
/// The metrics of a verification (1:1) pipeline on labeled pairs, each with its interval. Made by
/// <see cref="FaceCatalog.Evaluate(IDataView, string, string, string)"/>. Immutable and thread-safe.
/// </summary>
public sealed class FaceVerificationMetrics
{
    private const string Stage = "Evaluate";

    private FaceVerificationMetrics(VerificationMetrics curve, ComparisonScores scores)
    {
        EqualErrorRate = curve.EqualErrorRate;
        EqualErrorThreshold = curve.EqualErrorThreshold;
        AreaUnderRocCurve = curve.AreaUnderCurve;
        DecidabilityIndex = curve.DecidabilityIndex;
        TrueMatchRates = curve.MatchRates;
        GenuineCount = scores.GenuineCount;
        ImpostorCount = scores.ImpostorCount;
        IdentityCount = scores.IdentityCount;
    }

    /// <summary>The rate at which false matches and false non-matches are equally frequent, interpolated.</summary>
    public Estimate EqualErrorRate { get; }

    /// <summary>The threshold at the equal error rate.</summary>
    public float EqualErrorThreshold { get; }

    /// <summary>The area under the ROC curve, 0 to 1: the probability that a genuine pair scores higher than an impostor pair.</summary>
    public Estimate AreaUnderRocCurve { get; }

    /// <summary>d′: the distance between the mean scores of both classes over the root mean square of their standard deviations.</summary>
    public Estimate DecidabilityIndex { get; }

    /// <summary>The true match rates at the false match rates of <see cref="EvaluationOptions.FalseMatchRates"/>, in that order.</summary>
    public IReadOnlyList<MatchRateAt> TrueMatchRates { get; }

    /// <summary>
    /// FMR of the decisions: the share of impostor pairs that were decided as matches. Null without a column of decisions.
    /// </summary>
    public Estimate? FalseMatchRate { get; private init; }

    /// <summary>
    /// FNMR of the decisions: the share of genuine pairs that were decided as non-matches. Null without a column of decisions.
    /// </summary>
    public Estimate? FalseNonMatchRate { get; private init; }

    /// <summary>
    /// The share of right decisions. It depends on the share of genuine pairs in the data; the two error rates do not.
    /// Null without a column of decisions.
    /// </summary>
    public Estimate? Accuracy { get; private init; }

    /// <summary>
    /// How good the log-likelihood ratios are as evidence: Cllr and calibration loss, in bits. Null without a column of them.
    /// </summary>
    public CalibrationQuality? LogLikelihoodRatios { get; private init; }

    /// <summary>The number of genuine (mated) pairs that were compared.</summary>
    public int GenuineCount { get; }

    /// <summary>The number of impostor (non-mated) pairs that were compared.</summary>
    public int ImpostorCount { get; }

    /// <summary>The number of people in the pairs; 0 when they are unknown.</summary>
    public int IdentityCount { get; }

    /// <summary>
    /// The number of pairs that were left out because their score is NaN: an image was unreadable or showed no usable face.
    /// </summary>
    public long LeftOutCount { get; private init; }

    /// <summary>The true match rate at a false match rate of <see cref="TrueMatchRates"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It was not among the rates asked for.</exception>
    public MatchRateAt TrueMatchRateAt(double falseMatchRate) =>
        TrueMatchRates.FirstOrDefault(rate => rate.FalseMatchRate == falseMatchRate)
        ?? throw new ArgumentOutOfRangeException(nameof(falseMatchRate), falseMatchRate,
            $"The false match rate must be one that was measured: "
                + $"{string.Join(", ", TrueMatchRates.Select(rate => RateText.Of(rate.FalseMatchRate)))}. "
            + $"Name others in {nameof(EvaluationOptions)}.{nameof(EvaluationOptions.FalseMatchRates)}.");

    internal static FaceVerificationMetrics Measure(IDataView data, FaceVerificationEvaluationOptions options)
    {
        options.Intervals.Validate();
        var pairs = ScoredPairs.Read(data, Stage, new ScoredPairColumns(options.ScoreColumnName, options.LabelColumnName)
        {
            FirstIdentity = options.FirstIdentityColumnName,
            SecondIdentity = options.SecondIdentityColumnName,
            PredictedLabel = options.PredictedLabelColumnName,
            LogLikelihoodRatio = options.LogLikelihoodRatioColumnName,
        });
        ComparisonScores scores = pairs.ToScores();
        EvaluationOptions intervals = options.Intervals;
        return new FaceVerificationMetrics(VerificationMetrics.Measure(scores, intervals), scores)
        {
            LeftOutCount = pairs.LeftOut,
            FalseMatchRate = pairs.Decisions is { } matches
                ? OperatingPoint.RateOf(scores, i => matches[i], genuine: false, intervals.Confidence)
                : null,
            FalseNonMatchRate = pairs.Decisions is { } accepts
                ? OperatingPoint.RateOf(scores, i => accepts[i], genuine: true, intervals.Confidence)
                : null,
            Accuracy = pairs.Decisions is { } decisions ? AccuracyOf(scores, decisions, intervals) : null,
            // The ratios are taken as they are: the identity map of the score.
            LogLikelihoodRatios = pairs.ToLogLikelihoodRatios() is { } ratios
                ? CalibrationQuality.Measure(new LogisticCalibration(1, 0), ratios, intervals)
                : null,
        };
    }

    private static Estimate AccuracyOf(ComparisonScores scores, IReadOnlyList<bool> decisions, EvaluationOptions options)
    {
        bool[] right = [.. decisions.Select((decision, i) => decision == scores.IsGenuine[i])];
        if (!scores.HasIdentities)
        {
            return Estimate.Rate(right.Count(r => r), right.Length, options.Confidence);
        }

        return new ComparisonBootstrap(scores, options.Replicates, options.Seed).Estimate(
            weights => [Share(right, weights)], weights => weights.Any(w => w > 0), options.Confidence)[0];
    }

    private static double Share(bool[] rows, double[]? weights)
    {
        double chosen = 0, all = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double weight = weights?[i] ?? 1;
            all += weight;
            chosen += rows[i] ? weight : 0;
        }

        return chosen / all;
    }
}
