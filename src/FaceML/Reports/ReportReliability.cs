namespace FaceML.Reports;

/// <summary>The calibration part of a report.</summary>
/// <param name="Method">The family of the score calibration.</param>
/// <param name="Cllr">Cllr in bits.</param>
/// <param name="MinimumCllr">Minimum Cllr in bits.</param>
/// <param name="CalibrationLoss">Their difference in bits.</param>
/// <param name="ExpectedCalibrationError">The expected calibration error at prior ½.</param>
/// <param name="Bins">The reliability of the probabilities at prior ½.</param>
internal sealed record ReportReliability(
    string Method, Estimate Cllr, Estimate MinimumCllr, Estimate CalibrationLoss, Estimate ExpectedCalibrationError,
    IReadOnlyList<ReliabilityBin> Bins);
