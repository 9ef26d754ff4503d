namespace FaceML.Recognition;

/// <summary>How landmarks are found.</summary>
public sealed record LandmarkOptions
{
    /// <summary>The largest number of <see cref="Passes"/>.</summary>
    public const int MaxPasses = 9;

    /// <summary>
    /// Crops whose landmarks are averaged: the box itself, then the box shifted and scaled by fixed small amounts.
    /// More passes give steadier points and cost one small network run each. The default value is 5 (docs/networks.md has what it gains).
    /// </summary>
    public int Passes { get; init; } = 5;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Passes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Passes, MaxPasses);
    }
}
