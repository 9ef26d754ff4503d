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
        : base(context, FaceThresholdTransformer.Stage, InputsOf(options), options.Columns.ToOutputs()) => this.options = options;

    private protected override FaceThresholdTransformer FitCore(IDataView input)
    {
        var pairs = new ScoredPairs();
        DataViewSchema schema = input.Schema;
        DataViewSchema.Column[] columns = [.. InputsOf(options).Select(c => c.Find(schema, FaceThresholdTransformer.Stage))];
        using (DataViewRowCursor cursor = input.GetRowCursor(columns))
        {
            pairs.Read(cursor, columns);
        }

        ThresholdCalibration calibration = ThresholdCalibrator.Fit(pairs.ToScores(FaceThresholdTransformer.Stage, options.ScoreColumnName, options.LabelColumnName, options.FirstIdentityColumnName is not null), options.Target, options.Bound);
        return new FaceThresholdTransformer(options.ScoreColumnName, options.Columns, calibration, pairs.Count, pairs.LeftOut);
    }

    private static InputColumn[] InputsOf(FaceThresholdOptions options)
    {
        if (options.FirstIdentityColumnName is null != options.SecondIdentityColumnName is null)
        {
            throw new ArgumentException($"Either both of {nameof(options.FirstIdentityColumnName)} and {nameof(options.SecondIdentityColumnName)} are given, or none.", nameof(options));
        }

        InputColumn[] always = [InputColumn.Single(options.ScoreColumnName), InputColumn.Boolean(options.LabelColumnName)];
        return options.FirstIdentityColumnName is { } first ? [.. always, InputColumn.Text(first), InputColumn.Text(options.SecondIdentityColumnName!)] : always;
    }
}
