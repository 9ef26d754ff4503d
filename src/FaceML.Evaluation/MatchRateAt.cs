namespace FaceML.Evaluation;

/// <summary>
/// TAR@FAR: the true match rate at the most lenient threshold whose FMR, measured on the same comparisons, is at most the given one.
/// </summary>
/// <param name="FalseMatchRate">The false match rate asked for.</param>
/// <param name="Threshold">The threshold; +∞ when even the largest impostor score is too much.</param>
/// <param name="TrueMatchRate">1 − FNMR there. Its interval includes that of the threshold.</param>
/// <param name="IsSupported">Whether the impostor comparisons suffice to see the rate at all (at least ten expected at or above the
/// threshold).</param>
public sealed record MatchRateAt(double FalseMatchRate, float Threshold, Estimate TrueMatchRate, bool IsSupported);
