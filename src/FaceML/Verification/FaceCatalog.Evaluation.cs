using FaceML.Verification;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Measures a verification (1:1) pipeline on labeled pairs that it has scored: error rates with their intervals.</summary>
    /// <param name="data">Scored pairs, such as <c>model.Transform(pairs)</c> gives. They are read once.</param>
    /// <param name="labelColumnName">A Boolean column, true where a pair shows the same person.</param>
    /// <param name="scoreColumnName">A column of scores (Single), higher is more alike; NaN where a pair could not be compared.</param>
    /// <param name="predictedLabelColumnName">A Boolean column of decisions; null when the pipeline decides nothing.</param>
    /// <returns>The metrics. Pairs whose score is NaN are left out and counted in
    /// <see cref="FaceVerificationMetrics.LeftOutCount"/>.</returns>
    /// <exception cref="Columns.FaceColumnException">A column is missing or of another type.</exception>
    /// <exception cref="EvaluationDataException">The pairs that were compared lack genuine or impostor ones.</exception>
    public FaceVerificationMetrics Evaluate(
        IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score", string? predictedLabelColumnName =
            "PredictedLabel") =>
        Evaluate(data, new FaceVerificationEvaluationOptions
        {
            LabelColumnName = labelColumnName,
            ScoreColumnName = scoreColumnName,
            PredictedLabelColumnName = predictedLabelColumnName,
        });

    /// <summary>Measures a verification (1:1) pipeline on labeled pairs that it has scored, with all settings.</summary>
    /// <param name="data">Scored pairs, such as <c>model.Transform(pairs)</c> gives. They are read once.</param>
    /// <param name="options">Column names, the people of the pairs, log-likelihood ratios, and how intervals are made.</param>
    /// <returns>The metrics. Pairs whose score is NaN are left out and counted in
    /// <see cref="FaceVerificationMetrics.LeftOutCount"/>.</returns>
    /// <exception cref="Columns.FaceColumnException">A column is missing or of another type.</exception>
    /// <exception cref="EvaluationDataException">The pairs that were compared lack genuine or impostor ones.</exception>
    public FaceVerificationMetrics Evaluate(IDataView data, FaceVerificationEvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        return FaceVerificationMetrics.Measure(data, options);
    }
}
