namespace FaceML.Calibration;

/// <summary>
/// Fits the weight of evidence of a score: score to log-likelihood ratio and probability
/// (<c>ml.Faces.CalibrateScore</c>).
/// </summary>
internal sealed class FaceScoreCalibrationEstimator : FaceEstimator<FaceScoreCalibrationTransformer>
{
    private readonly FaceScoreCalibrationOptions options;

    internal FaceScoreCalibrationEstimator(MLContext context, FaceScoreCalibrationOptions options)
        : base(context, FaceScoreCalibrationTransformer.Stage, InputsOf(options),
            FaceScoreCalibrationTransformer.OutputsOf(options.LogLikelihoodRatioColumnName, options.ProbabilityColumnName)) =>
                this.options = options;

    private protected override FaceScoreCalibrationTransformer FitCore(IDataView input)
    {
        if (options.Calibration is { } given)
        {
            return new FaceScoreCalibrationTransformer(
                options.ScoreColumnName, options.LogLikelihoodRatioColumnName, options.ProbabilityColumnName,
                given, options.MatedPrior, pairs: 0, leftOut: 0);
        }

        var pairs = ScoredPairs.Read(input, FaceScoreCalibrationTransformer.Stage, Columns(options));
        ScoreCalibration calibration = ScoreCalibration.Fit(pairs.ToScores(), options.Method, options.MatedPrior);
        return new FaceScoreCalibrationTransformer(
            options.ScoreColumnName, options.LogLikelihoodRatioColumnName, options.ProbabilityColumnName,
            calibration, options.MatedPrior, pairs.Count, pairs.LeftOut);
    }

    private static ScoredPairColumns Columns(FaceScoreCalibrationOptions options) => new(options.ScoreColumnName, options.LabelColumnName);

    // A given calibration reads no labels.
    private static IReadOnlyList<InputColumn> InputsOf(FaceScoreCalibrationOptions options) =>
        options.Calibration is null ? Columns(options).ToInputs() : [InputColumn.Single(options.ScoreColumnName)];
}
