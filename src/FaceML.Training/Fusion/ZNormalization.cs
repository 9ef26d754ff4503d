namespace FaceML.Training.Fusion;

/// <summary>
/// Brings the scores of different comparers onto one scale: (score − mean)/deviation, the mean and the deviation those of impostor scores
/// (Auckenthaler, Carey, Lloyd-Thomas, 2000).
/// </summary>
/// <param name="Mean">The mean of the impostor scores.</param>
/// <param name="Deviation">Their standard deviation (n − 1), above 0.</param>
internal readonly record struct ZNormalization(double Mean, double Deviation)
{
    /// <summary>Measures mean and deviation.</summary>
    /// <param name="impostorScores">At least two finite scores that are not all equal.</param>
    /// <exception cref="ArgumentException">Too few, not finite, or all equal.</exception>
    public static ZNormalization Fit(ReadOnlySpan<float> impostorScores)
    {
        double mean = 0, squares = 0;
        foreach (float score in impostorScores)
        {
            mean += (double)score / impostorScores.Length;
        }

        foreach (float score in impostorScores)
        {
            squares += (score - mean) * (score - mean);
        }

        double deviation = Math.Sqrt(squares / Math.Max(1, impostorScores.Length - 1));
        // Equal scores leave a deviation of rounding only.
        if (impostorScores.Length < 2 || !double.IsFinite(deviation) || deviation <= 1e-12 * Math.Abs(mean))
        {
            throw new ArgumentException(
                $"At least two finite impostor scores that differ are needed; {impostorScores.Length} came, with a deviation of "
                    + $"{deviation}.", nameof(impostorScores));
        }

        return new ZNormalization(mean, deviation);
    }

    /// <summary>The score in deviations above the impostors' mean.</summary>
    /// <param name="score">A score of the same comparer.</param>
    public double Apply(double score) => (score - Mean) / Deviation;
}
