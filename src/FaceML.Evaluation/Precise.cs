namespace FaceML.Evaluation;

/// <summary>
/// Logarithm and exponential near one and zero. <c>double.LogP1</c> and <c>double.ExpM1</c> of .NET 10 add and subtract the one and lose
/// the digits of small rates.
/// </summary>
internal static class Precise
{
    /// <summary>
    /// ln(1 + x) to full precision (Goldberg 1991, "What every computer scientist should know about floating-point arithmetic", theorem 4).
    /// </summary>
    public static double LogOnePlus(double x)
    {
        double one = 1 + x;
        return one == 1 ? x : Math.Log(one) * x / (one - 1);
    }

    /// <summary>e^x − 1 to full precision (Kahan's correction; Higham 2002, section 1.14.1).</summary>
    public static double ExpMinusOne(double x)
    {
        double power = Math.Exp(x);
        return power == 1 ? x : power - 1 == -1 || double.IsPositiveInfinity(power) ? power - 1 : (power - 1) * x / Math.Log(power);
    }
}
