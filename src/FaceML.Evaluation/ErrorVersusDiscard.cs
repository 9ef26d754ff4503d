namespace FaceML.Evaluation;

/// <summary>
/// How much fewer genuine comparisons are missed when those of the lowest quality are discarded: the error versus discard characteristic
/// (Grother and Tabassi 2007; NIST FATE
/// Quality). The better a quality predicts what is not recognized, the faster the curve falls. Immutable.
/// </summary>
/// <param name="FalseMatchRate">The false match rate of all comparisons that the threshold is set for.</param>
/// <param name="Threshold">That threshold; it stays where it is.</param>
/// <param name="Points">The curve, by rising share of discarded genuine comparisons; the first discards nothing.</param>
public sealed record ErrorVersusDiscard(double FalseMatchRate, float Threshold, IReadOnlyList<DiscardPoint> Points)
{
    private static readonly double[] Shares = [0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3];

    /// <summary>Measures the curve.</summary>
    /// <param name="scores">The comparisons.</param>
    /// <param name="qualities">The quality of each comparison: the lower one of its two images.</param>
    /// <param name="falseMatchRate">The false match rate that the threshold is set for, in (0, 1).</param>
    /// <param name="confidence">The confidence of the intervals, in (0, 1).</param>
    /// <exception cref="EvaluationDataException">Another number of qualities than of comparisons, or one that is not a number.</exception>
    public static ErrorVersusDiscard Measure(
        ComparisonScores scores, IReadOnlyList<double> qualities, double falseMatchRate = 1e-3, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(qualities);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(falseMatchRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(falseMatchRate, 1);
        if (qualities.Count != scores.Count || qualities.Any(double.IsNaN))
        {
            throw new EvaluationDataException(
                $"{scores.Count} comparisons require as many qualities, none of which is missing; there are {qualities.Count}, "
                    + $"{qualities.Count(double.IsNaN)} missing.");
        }

        float threshold = scores.Impostor[scores.Impostor.Length - 1 - (int)(falseMatchRate * scores.Impostor.Length)];
        threshold = MathF.BitIncrement(threshold);
        int[] genuine = [.. Enumerable.Range(0, scores.Count).Where(i => scores.IsGenuine[i]).OrderBy(i => qualities[i]).ThenBy(i => i)];
        return new ErrorVersusDiscard(falseMatchRate, threshold, [.. Shares.Select(share => (int)(share * genuine.Length))
            .Where(discarded => discarded < genuine.Length).Distinct()
            .Select(discarded => new DiscardPoint((double)discarded / genuine.Length,
                OperatingPoint.RateOf(scores, genuine[discarded..], threshold, genuine: true, confidence)))]);
    }
}
