namespace FaceML.Calibration;

/// <summary>Settings of <see cref="FaceCatalog.CalibrateScore"/>, which describes them.</summary>
internal sealed record FaceScoreCalibrationOptions(
    string LogLikelihoodRatioColumnName, string? ProbabilityColumnName, string ScoreColumnName, string LabelColumnName, double MatedPrior,
    ScoreCalibrationMethod Method, ScoreCalibration? Calibration);
