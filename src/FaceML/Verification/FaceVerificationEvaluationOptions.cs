namespace FaceML.Verification;

/// <summary>Settings of <see cref="FaceCatalog.Evaluate(Microsoft.ML.IDataView, FaceVerificationEvaluationOptions)"/>.</summary>
public sealed class FaceVerificationEvaluationOptions
{
    /// <summary>A Boolean column, true where a pair shows the same person. The default value is <c>Label</c>.</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>
    /// A column of scores (Single), higher is more alike; NaN where a pair could not be compared. The default value is <c>Score</c>.
    /// </summary>
    public string ScoreColumnName { get; set; } = "Score";

    /// <summary>
    /// A Boolean column of decisions. The default value is <c>PredictedLabel</c>; null when the pipeline decides nothing.
    /// </summary>
    public string? PredictedLabelColumnName { get; set; } = "PredictedLabel";

    /// <summary>
    /// A column of log-likelihood ratios (Single, natural logarithm), such as <c>CalibrateScore</c> adds. The default value is null: there
    /// is none.
    /// </summary>
    public string? LogLikelihoodRatioColumnName { get; set; }

    /// <summary>
    /// A text column with the identity of each pair's first image. With both identities known, intervals respect that pairs share people.
    /// The default value is null: unknown, and the pairs are taken to be independent.
    /// </summary>
    public string? FirstIdentityColumnName { get; set; }

    /// <summary>The same for the second image. The default value is null.</summary>
    public string? SecondIdentityColumnName { get; set; }

    /// <summary>
    /// Confidence, bootstrap and the false match rates at which the true match rate is measured. The default value is that of
    /// <see cref="EvaluationOptions"/>.
    /// </summary>
    public EvaluationOptions Intervals { get; set; } = new();
}
