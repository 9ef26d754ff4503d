namespace FaceML.Liveness;

/// <summary>The BPCER at the most lenient threshold that keeps the APCER of every species within a rate (ISO/IEC 30107-3).</summary>
/// <param name="Apcer">The rate that no species' APCER exceeds.</param>
/// <param name="Threshold">The threshold: an image is live when <c>score &gt;= Threshold</c>. It was chosen on the images that are
/// measured, and is no promise.</param>
/// <param name="Bpcer">The share of live images below the threshold.</param>
public sealed record BpcerAtApcer(double Apcer, float Threshold, Estimate Bpcer);
