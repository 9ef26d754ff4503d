namespace FaceML.Imaging;

/// <summary>How an image is written.</summary>
public sealed record ImageEncodeOptions
{
    /// <summary>What is used when no options are given.</summary>
    public static ImageEncodeOptions Default { get; } = new();

    /// <summary>1 (small) to 100 (good) for the lossy formats. The default value is 90.</summary>
    public int Quality { get; init; } = 90;

    /// <summary>Whether WebP and AVIF keep every pixel as it is. The default value is false.</summary>
    public bool Lossless { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Quality, 1, nameof(Quality));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Quality, 100, nameof(Quality));
    }
}
