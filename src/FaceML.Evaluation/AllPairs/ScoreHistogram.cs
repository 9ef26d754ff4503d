namespace FaceML.Evaluation.AllPairs;

/// <summary>Counts of scores in equal bins. Immutable and thread-safe.</summary>
public sealed class ScoreHistogram
{
    private readonly long[] counts;

    /// <summary>A histogram.</summary>
    /// <param name="low">The lower edge of the first bin.</param>
    /// <param name="high">The upper edge of the last bin.</param>
    /// <param name="counts">The count of each bin; scores outside belong to the outermost bins.</param>
    public ScoreHistogram(float low, float high, ReadOnlySpan<long> counts)
    {
        if (!(high > low) || counts.IsEmpty)
        {
            throw new ArgumentOutOfRangeException(
                nameof(high), $"A histogram requires bins and high > low; it got {counts.Length} bins from {low} to {high}.");
        }

        (Low, High, this.counts) = (low, high, counts.ToArray());
        Total = this.counts.Sum();
    }

    /// <summary>The lower edge of the first bin.</summary>
    public float Low { get; }

    /// <summary>The upper edge of the last bin.</summary>
    public float High { get; }

    /// <summary>The counts, first bin first.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>The sum of all counts.</summary>
    public long Total { get; }

    /// <summary>
    /// The histogram of <paramref name="scores"/>: the bin of a score s is ⌊(s − low) · bins / (high − low)⌋ in single precision, kept
    /// inside.
    /// </summary>
    public static ScoreHistogram Of(ReadOnlySpan<float> scores, float low, float high, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        long[] counts = new long[bins];
        float scale = bins / (high - low);
        foreach (float score in scores)
        {
            counts[Bin(score, low, scale, bins)]++;
        }

        return new ScoreHistogram(low, high, counts);
    }

    internal static int Bin(float score, float low, float scale, int bins) => (int)Math.Clamp((score - low) * scale, 0f, bins - 1f);
}
