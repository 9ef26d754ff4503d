namespace FaceML.Evaluation.Calibration;

/// <summary>The families of score calibrations.</summary>
public enum ScoreCalibrationMethod
{
    /// <summary>
    /// A straight line in the score, by prior-weighted logistic regression (Brümmer and du Preez 2006) on Platt's targets (Platt 2000).
    /// </summary>
    Logistic,

    /// <summary>A rising step function, by pooling adjacent violators.</summary>
    Isotonic,

    /// <summary>
    /// Two normal distributions of one variance, which is a straight line in the score too (van Leeuwen and Brümmer 2013).
    /// </summary>
    BiGaussian,
}
