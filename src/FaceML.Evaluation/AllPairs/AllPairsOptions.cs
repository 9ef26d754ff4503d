namespace FaceML.Evaluation.AllPairs;

/// <summary>What is kept of an all-pairs comparison.</summary>
public sealed record AllPairsOptions
{
    /// <summary>Histogram bins between <see cref="Low"/> and <see cref="High"/>. The default value is 2,000; at most 1,000,000.</summary>
    public int Bins { get; init; } = 2000;

    /// <summary>The lower edge of the histograms. The default value is −1, the smallest cosine.</summary>
    public float Low { get; init; } = -1;

    /// <summary>The upper edge of the histograms. The default value is 1.</summary>
    public float High { get; init; } = 1;

    /// <summary>How many of the largest impostor scores are kept with their rows. The default value is 1,000; at most 50,000,000.</summary>
    public int LargestImpostors { get; init; } = 1000;

    /// <summary>How many of the smallest genuine scores are kept. The default value is 1,000; at most 50,000,000.</summary>
    public int SmallestGenuine { get; init; } = 1000;

    /// <summary>The most threads. The default value is 0: one a processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Told the share of the work done, 0 to 1, from any thread. The default value is null.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>
    /// Whether the rows are compensated vectors of a quality model, which are shorter than 1; the scores are then their inner products. The
    /// default value is <see langword="false"/>: another length than 1 is an error.
    /// </summary>
    public bool Compensated { get; init; }

    internal void Validate()
    {
        const int mostBins = 1_000_000, mostKept = 50_000_000;
        if (Bins is < 1 or > mostBins || !(High > Low) || !float.IsFinite(High - Low))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Bins), $"A histogram has 1 to {mostBins} bins and a finite range; it got {Bins} from {Low} to {High}.");
        }

        if (LargestImpostors is < 0 or > mostKept || SmallestGenuine is < 0 or > mostKept || Threads < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(LargestImpostors),
                $"Between 0 and {mostKept} pairs can be kept and threads are not negative; it got {LargestImpostors}, {SmallestGenuine} "
                    + $"and {Threads} threads.");
        }
    }
}
