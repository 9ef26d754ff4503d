using FaceML.Evaluation;

namespace FaceML.Calibration;

/// <summary>
/// The threshold for searches in a gallery of N templates, from 1:1 impostor scores. Immutable.
/// </summary>
/// <remarks>
/// A search of a person who is not enrolled is a false positive when any of N comparisons matches: with independent comparisons of equal rate
/// FPIR = 1 − (1 − FMR)^N (ISO/IEC 19795-1; Wayman 1999). Comparisons of one probe are not independent and people differ, so that the true FPIR of a large gallery is
/// below this figure on average (Boole: FPIR ≤ N · FMR always), while single probes that resemble many may lie far above it. The figure is for
/// a gallery of people like those of the impostor scores; one of a single family or age group is another population.
/// </remarks>
/// <param name="GallerySize">N.</param>
/// <param name="FalsePositiveRate">The FPIR aimed at.</param>
/// <param name="FalseMatchRate">The FMR of one comparison that gives it.</param>
/// <param name="Threshold">A candidate is returned when <c>score &gt;= Threshold</c>.</param>
/// <param name="IsExtrapolated">Whether fewer than ten impostor scores lie above the threshold, so that the fitted tail had to be used, beyond or at the edge of what was seen.</param>
/// <param name="ScoresAbove">The number of impostor scores at or above the threshold.</param>
/// <param name="Tail">The fitted tail, given when it was used.</param>
public sealed record IdentificationThreshold(
    long GallerySize, double FalsePositiveRate, double FalseMatchRate, float Threshold, bool IsExtrapolated, int ScoresAbove, ParetoTail? Tail)
{
    private const int FewestAbove = 10;

    /// <summary>The FMR of one comparison at which a search in <paramref name="gallerySize"/> templates has the FPIR given: 1 − (1 − FPIR)^(1/N).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A gallery without templates or a rate outside (0, 1).</exception>
    public static double FalseMatchRateFor(long gallerySize, double falsePositiveRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gallerySize);
        return falsePositiveRate is > 0 and < 1
            ? -Precise.ExpMinusOne(Precise.LogOnePlus(-falsePositiveRate) / gallerySize)
            : throw new ArgumentOutOfRangeException(nameof(falsePositiveRate), falsePositiveRate, "A rate lies between 0 and 1, both excluded.");
    }

    /// <summary>The FPIR of a search in <paramref name="gallerySize"/> templates with independent comparisons: 1 − (1 − FMR)^N.</summary>
    public static double FalsePositiveRateFor(long gallerySize, double falseMatchRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gallerySize);
        return falseMatchRate is >= 0 and <= 1
            ? -Precise.ExpMinusOne(gallerySize * Precise.LogOnePlus(-falseMatchRate))
            : throw new ArgumentOutOfRangeException(nameof(falseMatchRate), falseMatchRate, "A rate lies between 0 and 1.");
    }

    /// <summary>Finds the threshold.</summary>
    /// <param name="largestImpostors">The largest impostor scores, in any order, all finite; some hundreds.</param>
    /// <param name="comparisons">The number of impostor comparisons that they are the largest of.</param>
    /// <param name="gallerySize">N.</param>
    /// <param name="falsePositiveRate">The FPIR aimed at, in (0, 1).</param>
    /// <exception cref="InsufficientDataException">The rate lies beyond the data and the tail is too short to be fitted.</exception>
    /// <exception cref="ArgumentException">The rate lies below the tail: more of the largest scores are needed.</exception>
    public static IdentificationThreshold For(ReadOnlySpan<float> largestImpostors, long comparisons, long gallerySize, double falsePositiveRate)
    {
        double rate = FalseMatchRateFor(gallerySize, falsePositiveRate);
        float[] scores = largestImpostors.ToArray();
        Array.Sort(scores);
        Array.Reverse(scores);
        long allowed = (long)Math.Floor(rate * comparisons);
        if (allowed >= scores.Length)
        {
            throw new ArgumentException($"A false match rate of {rate:G4} is {allowed} of {comparisons} comparisons; the tail holds {scores.Length}, and more are needed.", nameof(largestImpostors));
        }

        if (allowed >= FewestAbove)
        {
            float seen = MathF.BitIncrement(scores[allowed]);
            return new IdentificationThreshold(gallerySize, falsePositiveRate, rate, seen, false, scores.Count(s => s >= seen), null);
        }

        ParetoTail tail = ParetoTail.Fit(scores, comparisons);
        if (rate > tail.Exceedance)
        {
            throw new ArgumentException($"A false match rate of {rate:G4} lies below the tail of {tail.Count} scores; more are needed.", nameof(largestImpostors));
        }

        // Rounded upwards: the threshold is not to be more lenient than the tail says.
        double exact = tail.ScoreAt(rate);
        float threshold = (float)exact;
        threshold = threshold < exact ? MathF.BitIncrement(threshold) : threshold;
        return new IdentificationThreshold(gallerySize, falsePositiveRate, rate, threshold, true, scores.Count(s => s >= threshold), tail);
    }
}
