namespace Microsoft.ML;

/// <summary>Evaluation of two-class decisions.</summary>
/// <remarks>As in ML.NET a positive decision is a score above 0, whatever the predicted label says; that column must exist all the same.</remarks>
public sealed class BinaryClassificationCatalog : TrainCatalogBase
{
    internal BinaryClassificationCatalog(HostEnvironment environment)
        : base(environment)
    {
    }

    /// <summary>Evaluates scored rows that have a probability.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="labelColumnName">A column of truth values, of numbers that are positive for true, or of keys of two things.</param>
    /// <param name="scoreColumnName">A column of single precision.</param>
    /// <param name="probabilityColumnName">A column of single precision, from 0 to 1.</param>
    /// <param name="predictedLabelColumnName">A column that must exist.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type, or one of the classes has no row.</exception>
    public CalibratedBinaryClassificationMetrics Evaluate(
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string probabilityColumnName = "Probability",
        string predictedLabelColumnName = "PredictedLabel") =>
        new(BinaryEvaluator.Read(data, labelColumnName, scoreColumnName, probabilityColumnName, predictedLabelColumnName));

    /// <summary>Evaluates scored rows.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public BinaryClassificationMetrics EvaluateNonCalibrated(
        IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score", string predictedLabelColumnName = "PredictedLabel") =>
        new(BinaryEvaluator.Read(data, labelColumnName, scoreColumnName, null, predictedLabelColumnName));

    /// <summary>Fits and evaluates once a fold; the rows must come out with a probability.</summary>
    /// <inheritdoc cref="CrossValidateNonCalibrated"/>
    public IReadOnlyList<CrossValidationResult<CalibratedBinaryClassificationMetrics>> CrossValidate(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string labelColumnName = "Label",
        string samplingKeyColumnName = null,
        int? seed = null) =>
        CrossValidate(data, estimator, numberOfFolds, samplingKeyColumnName, seed, scored => Evaluate(scored, labelColumnName));

    /// <summary>Fits and evaluates once a fold.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="estimator">Is fitted on the rows outside the fold.</param>
    /// <param name="numberOfFolds">At least 2.</param>
    /// <param name="labelColumnName">The column of the truth.</param>
    /// <param name="samplingKeyColumnName">Rows with the same value in this column stay in one fold; null to draw for each row.</param>
    /// <param name="seed">Of the drawing; null for that of the context.</param>
    public IReadOnlyList<CrossValidationResult<BinaryClassificationMetrics>> CrossValidateNonCalibrated(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string labelColumnName = "Label",
        string samplingKeyColumnName = null,
        int? seed = null) =>
        CrossValidate(data, estimator, numberOfFolds, samplingKeyColumnName, seed, scored => EvaluateNonCalibrated(scored, labelColumnName));
}
