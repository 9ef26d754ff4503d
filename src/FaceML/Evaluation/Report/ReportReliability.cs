using FaceML.Calibration;

namespace FaceML.Evaluation;

/// <summary>The calibration part of a report.</summary>
/// <param name="Method">The family of the score calibration.</param>
/// <param name="Cllr">Cllr in bits.</param>
/// <param name="MinimumCllr">Minimum Cllr in bits.</param>
/// <param name="Bins">The reliability of the probabilities at prior ½.</param>
public sealed record ReportReliability(string Method, double Cllr, double MinimumCllr, IReadOnlyList<ReliabilityBin> Bins);
