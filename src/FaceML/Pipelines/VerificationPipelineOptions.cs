using FaceML.Calibration;

namespace FaceML;

/// <summary>Settings of <see cref="FaceCatalog.VerificationPipeline(VerificationPipelineOptions)"/>.</summary>
public sealed class VerificationPipelineOptions : FacePipelineOptions
{
    /// <summary>
    /// A calibration that decides instead of one fitted to labeled pairs: the shipped one of a preset,
    /// <c>RecipeCalibration.Find(FaceRecognizerOptions.Balanced)</c>, or your own. The pairs then need no label and none is read, so that a
    /// pipeline is fitted on an empty view. <see cref="MaxFalseMatchRate"/> must be one of its rates and the networks must be its recipe's;
    /// a <see cref="CalibrationException"/> says so where they are not. The promise is about its people
    /// (<see cref="RecipeCalibration.Population"/>), not about yours. The default value is null: fitted.
    /// </summary>
    public RecipeCalibration? Calibration { get; set; }

    /// <summary>The largest false match rate allowed, in (0, 1). The default value is 0.001.</summary>
    public double MaxFalseMatchRate { get; set; } = 1e-3;

    /// <summary>Confidence, kind of bound, abstain band. The default value is that of <see cref="ThresholdOptions"/>.</summary>
    public ThresholdOptions Bound { get; set; } = new();

    /// <summary>The family of the score calibration. The default value is <see cref="ScoreCalibrationMethod.Logistic"/>.</summary>
    public ScoreCalibrationMethod ScoreCalibration { get; set; } = ScoreCalibrationMethod.Logistic;

    /// <summary>
    /// The probability, before a comparison, that a pair is mated, in (0, 1): it turns the log-likelihood ratio into the probability. The
    /// default value is 0.5.
    /// </summary>
    public double MatedPrior { get; set; } = 0.5;

    /// <summary>A Boolean column, true where a pair shows the same person; only needed to fit. The default value is <c>Label</c>.</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>
    /// Which people and images the pairs show, for the promise, for example <c>our badge images</c>. The default value is null: not stated.
    /// A
    /// <see cref="Calibration"/> brings its own.
    /// </summary>
    public string? Population { get; set; }

    /// <summary>
    /// Text columns with the people of a pair, as <see cref="Loading.FaceDataCatalog.LoadPairs(string, string)"/> gives them
    /// (<c>Identity1</c>, <c>Identity2</c>); with them the bound respects that pairs share people. The default value is
    /// <see langword="false"/>: pairs are taken as independent.
    /// </summary>
    public bool UseIdentities { get; set; }
}
