using FaceML.Rows;
using Microsoft.ML;

namespace FaceML.Calibration;

/// <summary>
/// Fits the weight of evidence of a score: score to log-likelihood ratio and probability (<see cref="FaceCatalog.CalibrateScore(FaceScoreCalibrationOptions)"/>).
/// </summary>
/// <remarks>
/// <see cref="FaceEstimator{TTransformer}.Fit"/> reads the scores once, in order; rows whose score is NaN (a picture without a usable face) are
/// left out and counted. It throws <see cref="Evaluation.EvaluationDataException"/> when a class is missing or all scores are equal.
/// </remarks>
public sealed class FaceScoreCalibrationEstimator : FaceEstimator<FaceScoreCalibrationTransformer>
{
    private readonly FaceScoreCalibrationOptions options;

    internal FaceScoreCalibrationEstimator(MLContext context, FaceScoreCalibrationOptions options)
        : base(context, FaceScoreCalibrationTransformer.Stage, InputsOf(options),
            FaceScoreCalibrationTransformer.OutputsOf(options.LogLikelihoodRatioColumnName, options.ProbabilityColumnName)) => this.options = options;

    private protected override FaceScoreCalibrationTransformer FitCore(IDataView input)
    {
        var pairs = new ScoredPairs();
        DataViewSchema.Column[] columns = [.. InputsOf(options).Select(c => c.Find(input.Schema, FaceScoreCalibrationTransformer.Stage))];
        using (DataViewRowCursor cursor = input.GetRowCursor(columns))
        {
            pairs.Read(cursor, columns);
        }

        Evaluation.ComparisonScores scores = pairs.ToScores(FaceScoreCalibrationTransformer.Stage, options.ScoreColumnName, options.LabelColumnName, hasIdentities: false);
        ScoreCalibration calibration = ScoreCalibration.Fit(scores, options.Method, options.MatedPrior);
        return new FaceScoreCalibrationTransformer(options.ScoreColumnName, options.LogLikelihoodRatioColumnName, options.ProbabilityColumnName,
            calibration, options.MatedPrior, pairs.Count, pairs.LeftOut);
    }

    private static InputColumn[] InputsOf(FaceScoreCalibrationOptions options) =>
        [InputColumn.Single(options.ScoreColumnName), InputColumn.Boolean(options.LabelColumnName)];
}
