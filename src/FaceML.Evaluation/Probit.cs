using MathNet.Numerics.Distributions;

namespace FaceML.Evaluation;

/// <summary>The axes of a DET curve: the quantile of the standard normal distribution, kept finite.</summary>
internal static class Probit
{
    private const double Smallest = 1e-9;

    public static double Of(double rate) => Normal.InvCDF(0, 1, Math.Clamp(rate, Smallest, 1 - Smallest));
}
