namespace FaceML.Evaluation.Calibration;

/// <summary>One of the two error rates of a comparison (ISO/IEC 19795-1).</summary>
public enum ErrorRateKind
{
    /// <summary>An impostor comparison that matches.</summary>
    FalseMatch,

    /// <summary>A genuine comparison that does not.</summary>
    FalseNonMatch,
}
