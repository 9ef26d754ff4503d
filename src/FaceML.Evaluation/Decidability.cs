namespace FaceML.Evaluation;

/// <summary>d′ of signal detection theory, the decidability index.</summary>
internal static class Decidability
{
    /// <summary>
    /// d′ = (μ_genuine − μ_impostor) / √((σ²_genuine + σ²_impostor) / 2) (Daugman 2000): below 0 where impostors score higher. Which
    /// variances, of the population or of the sample, the caller decides.
    /// </summary>
    /// <returns>Not finite where both variances are 0.</returns>
    public static double Index(double genuineMean, double genuineVariance, double impostorMean, double impostorVariance) =>
        (genuineMean - impostorMean) / Math.Sqrt((genuineVariance + impostorVariance) / 2);
}
