namespace FaceML.Calibration;

/// <summary>Settings of <see cref="FaceCatalog.CalibrateScore(FaceScoreCalibrationOptions)"/>.</summary>
public sealed class FaceScoreCalibrationOptions
{
    /// <summary>
    /// The column of log-likelihood ratios (natural logarithm) that is added. The default value is <c>LogLikelihoodRatio</c>.
    /// </summary>
    public string LogLikelihoodRatioColumnName { get; set; } = "LogLikelihoodRatio";

    /// <summary>
    /// The column of probabilities, 0 to 1, that both images show one person. The default value is <c>Probability</c>; null for none.
    /// </summary>
    public string? ProbabilityColumnName { get; set; } = "Probability";

    /// <summary>A column of scores, higher is more alike. The default value is <c>Score</c>.</summary>
    public string ScoreColumnName { get; set; } = "Score";

    /// <summary>A Boolean column, true where a pair shows the same person; only needed to fit. The default value is <c>Label</c>.</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The family of the calibration. The default value is <see cref="ScoreCalibrationMethod.Logistic"/>.</summary>
    public ScoreCalibrationMethod Method { get; set; } = ScoreCalibrationMethod.Logistic;

    /// <summary>
    /// A score calibration that exists already, for example that of <c>RecipeCalibration.Find(recognition)</c>, instead of one fitted to
    /// labeled pairs: the label column is not needed then, and <see cref="Method"/> does not count. The default value is null: fitted.
    /// </summary>
    public ScoreCalibration? Calibration { get; set; }

    /// <summary>
    /// The probability, before the comparison, that a pair is mated, in (0, 1): what turns the ratio into the probability. The default
    /// value is 0.5. The share of genuine pairs in the data that the calibration is fitted on does not matter.
    /// </summary>
    public double MatedPrior { get; set; } = 0.5;
}
