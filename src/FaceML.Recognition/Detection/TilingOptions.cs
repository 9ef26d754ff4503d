namespace FaceML.Recognition;

/// <summary>How a large image is also looked at piece by piece, so that small faces become large enough for the network.</summary>
public sealed record TilingOptions
{
    /// <summary>The largest number of <see cref="Levels"/>.</summary>
    public const int MaxLevels = 4;

    /// <summary>
    /// Levels beside the whole image: the first cuts each side that is long enough into 2 tiles, the second into 4, then 8 and 16.
    /// The default value is 0: as many as it takes until a tile is at most twice as large as the network's input, at most 3.
    /// </summary>
    public int Levels { get; init; }

    /// <summary>The share of a tile's side that it has in common with its neighbor, 0 to 0.5. The default value is 0.25.</summary>
    public float Overlap { get; init; } = 0.25f;

    /// <summary>The score threshold on tiles, 0 to 1. The default value is <see langword="null"/>: the detector's card says it.</summary>
    public float? ScoreThreshold { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Levels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Levels, MaxLevels);
        DetectorOptions.CheckShare(Overlap, 0.5f, nameof(Overlap));
        DetectorOptions.CheckShare(ScoreThreshold ?? 0, 1, nameof(ScoreThreshold));
    }
}
