using FaceML.Evaluation;
using FaceML.Rows;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Calibration;

/// <summary>
/// Fits a threshold that keeps a promise about an error rate (<see cref="FaceCatalog.CalibrateThreshold(string, string, string, double, double)"/>).
/// </summary>
/// <remarks>
/// <see cref="FaceEstimator{TTransformer}.Fit"/> reads the scores once, in order; rows whose score is NaN (a picture without a usable face) are left
/// out and counted. It throws <see cref="InsufficientDataException"/> when the pairs cannot support the promise.
/// </remarks>
public sealed class FaceThresholdEstimator : FaceEstimator<FaceThresholdTransformer>
{
    private readonly FaceThresholdOptions options;

    internal FaceThresholdEstimator(MLContext context, FaceThresholdOptions options)
        : base(context, FaceThresholdTransformer.Stage, Columns(options).ToInputs(), options.Columns.ToOutputs()) => this.options = options;

    private protected override FaceThresholdTransformer FitCore(IDataView input)
    {
        var pairs = ScoredPairs.Read(input, FaceThresholdTransformer.Stage, Columns(options));
        ThresholdCalibration calibration = ThresholdCalibrator.Fit(pairs.ToScores(), options.Target, options.Bound);
        return new FaceThresholdTransformer(options.ScoreColumnName, options.Columns, calibration, pairs.Count, pairs.LeftOut);
    }

    private static ScoredPairColumns Columns(FaceThresholdOptions options) => new(options.ScoreColumnName, options.LabelColumnName)
    {
        FirstIdentity = options.FirstIdentityColumnName,
        SecondIdentity = options.SecondIdentityColumnName,
    };
}
