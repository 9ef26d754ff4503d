namespace FaceML.Calibration;

/// <summary>
/// A calibration does not hold what is asked of it: another rate or confidence, or another recipe. The message says what it holds.
/// </summary>
public sealed class CalibrationException : Exception
{
    /// <summary>An error.</summary>
    /// <param name="message">What is asked for, and what there is.</param>
    public CalibrationException(string message)
        : base(message)
    {
    }
}
