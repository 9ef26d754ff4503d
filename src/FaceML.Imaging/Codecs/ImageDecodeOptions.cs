namespace FaceML.Imaging;

/// <summary>Limits and wishes of decoding. Immutable and safe to share; every default suits images from strangers.</summary>
public sealed record ImageDecodeOptions
{
    /// <summary>What is used when no options are given.</summary>
    public static ImageDecodeOptions Default { get; } = new();

    /// <summary>
    /// The most pixels (stored width × height) that are accepted, checked before any is decoded. The default value is 100,000,000.
    /// </summary>
    public long MaximumPixels { get; init; } = 100_000_000;

    /// <summary>The most bytes of a file or stream that are accepted. The default value is 64 MiB.</summary>
    public long MaximumBytes { get; init; } = 64L << 20;

    /// <summary>Which frame of an animation or page of a document is decoded; only this one ever is. The default value is 0.</summary>
    public int Frame { get; init; }

    /// <summary>
    /// Whether an image that ends early is an error; else its missing rows are what the decoder makes of them. The default value is false.
    /// </summary>
    public bool TolerateTruncation { get; init; }

    /// <summary>
    /// The image may come 2, 4 or 8 times smaller as long as its shorter side keeps at least this many pixels: JPEG and WebP decode faster
    /// then. 0 means full size, which is the default value.
    /// </summary>
    public int MinimumSide { get; init; }

    /// <summary>
    /// The image is reduced, keeping its proportions, until its longer side has at most this many pixels. 0 means no reduction, which is
    /// the default value.
    /// </summary>
    public int MaximumSide { get; init; }

    /// <summary>
    /// What lies behind transparent pixels. The default value is white: cut-out portraits are made for paper and web pages, and black would
    /// melt into dark hair.
    /// </summary>
    public Rgb Background { get; init; } = Rgb.White;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumPixels, 1, nameof(MaximumPixels));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumBytes, 1, nameof(MaximumBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(Frame, nameof(Frame));
        ArgumentOutOfRangeException.ThrowIfNegative(MinimumSide, nameof(MinimumSide));
        ArgumentOutOfRangeException.ThrowIfNegative(MaximumSide, nameof(MaximumSide));
    }
}
