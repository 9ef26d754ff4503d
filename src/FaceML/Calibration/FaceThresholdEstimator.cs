namespace FaceML.Calibration;

/// <summary>
/// Fits a threshold that keeps a promise about an error rate
/// (<see cref="FaceCatalog.CalibrateThreshold(string, string, string, double, double)"/>).
/// </summary>
internal sealed class FaceThresholdEstimator : FaceEstimator<FaceThresholdTransformer>
{
    private readonly FaceThresholdOptions options;

    internal FaceThresholdEstimator(MLContext context, FaceThresholdOptions options)
        : base(context, FaceThresholdTransformer.Stage, InputsOf(options), options.Columns.ToOutputs()) => this.options = options;

    private protected override FaceThresholdTransformer FitCore(IDataView input)
    {
        if (options.Calibration is { } given)
        {
            return new FaceThresholdTransformer(options.ScoreColumnName, options.Columns, given, pairs: 0, leftOut: 0);
        }

        var pairs = ScoredPairs.Read(input, FaceThresholdTransformer.Stage, Columns(options));
        ThresholdCalibration calibration =
            ThresholdCalibrator.Fit(pairs.ToScores(), options.Target, options.Bound).MeasuredOn(options.Population);
        return new FaceThresholdTransformer(options.ScoreColumnName, options.Columns, calibration, pairs.Count, pairs.LeftOut);
    }

    private static ScoredPairColumns Columns(FaceThresholdOptions options) => new(options.ScoreColumnName, options.LabelColumnName)
    {
        FirstIdentity = options.FirstIdentityColumnName,
        SecondIdentity = options.SecondIdentityColumnName,
    };

    // A given calibration reads no labels.
    private static IReadOnlyList<InputColumn> InputsOf(FaceThresholdOptions options)
    {
        IReadOnlyList<InputColumn> columns = Columns(options).ToInputs();
        return options.Calibration is null ? columns : [InputColumn.Single(options.ScoreColumnName)];
    }
}
