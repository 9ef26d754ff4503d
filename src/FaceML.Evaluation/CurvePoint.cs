namespace FaceML.Evaluation;

/// <summary>The operating point at one threshold.</summary>
/// <param name="Threshold">A match is <c>score &gt;= Threshold</c>; +∞ for the point at which nothing matches.</param>
/// <param name="FalseMatchRate">Impostor comparisons that match, as a share of all.</param>
/// <param name="FalseNonMatchRate">Genuine comparisons that do not match, as a share of all.</param>
public readonly record struct CurvePoint(float Threshold, double FalseMatchRate, double FalseNonMatchRate)
{
    /// <summary>The true match rate (TAR, the ROC's ordinate), 1 − FNMR.</summary>
    public double TrueMatchRate => 1 - FalseNonMatchRate;
}
