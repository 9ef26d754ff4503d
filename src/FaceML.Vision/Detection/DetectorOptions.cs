namespace FaceML.Vision;

/// <summary>How faces are detected.</summary>
public sealed record DetectorOptions
{
    /// <summary>Faces below this score are dropped, 0 to 1. The default value is <see langword="null"/>: the detector's card says it.</summary>
    public float? ScoreThreshold { get; init; }

    /// <summary>Of two faces that overlap by more than this intersection over union the weaker is dropped, 0 to 1. The default value is <see langword="null"/>: the card says it.</summary>
    public float? NmsIou { get; init; }

    /// <summary>No more faces are returned, the surest first. The default value is 1,000.</summary>
    public int MaxFaces { get; init; } = 1000;

    /// <summary>Faces whose box has a shorter side than this many pixels are dropped. The default value is 0.</summary>
    public float MinSize { get; init; }

    /// <summary>Look at tiles of the picture too. The default value is <see langword="null"/>: only at the whole picture.</summary>
    public TilingOptions? Tiling { get; init; }

    internal void Check()
    {
        CheckShare(ScoreThreshold ?? 0, 1, nameof(ScoreThreshold));
        CheckShare(NmsIou ?? 0, 1, nameof(NmsIou));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFaces, 1);
        if (!(MinSize >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(MinSize), MinSize, "At least 0 pixels are expected.");
        }

        Tiling?.Check();
    }

    internal static void CheckShare(float value, float most, string name)
    {
        if (!(value >= 0 && value <= most))
        {
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"0 to {most} is expected."));
        }
    }
}
