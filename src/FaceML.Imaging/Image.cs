namespace FaceML.Imaging;

/// <summary>
/// An image in memory: RGB, 8 bits a channel, upright, top-left origin, rows without padding.
/// </summary>
/// <remarks>
/// Safe to read from several threads; whoever writes to <see cref="Pixels"/> does so before sharing it.
/// Pixels are ordinary managed memory: there is nothing to dispose.
/// Coordinates are float pixels, the center of the first pixel at (0.5, 0.5).
/// </remarks>
public sealed partial class Image
{
    private readonly byte[] pixels;

    /// <summary>Makes a black image.</summary>
    /// <param name="width">Pixels a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the image would exceed 2 GiB.</exception>
    public Image(int width, int height)
        : this(width, height, new byte[CheckedLength(width, height)])
    {
    }

    /// <summary>Wraps pixels that are already in memory. The array is not copied.</summary>
    /// <param name="width">Pixels a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">Interleaved R, G, B bytes, row by row: <c>width × height × 3</c> of them.</param>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> is not exactly that long.</exception>
    public Image(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length != CheckedLength(width, height))
        {
            throw new ArgumentException(
                $"A {width}×{height} RGB image has {CheckedLength(width, height)} bytes; {pixels.Length} were given.", nameof(pixels));
        }

        Width = width;
        Height = height;
        this.pixels = pixels;
    }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The bytes, R, G, B interleaved, row by row from the top.</summary>
    public Span<byte> Pixels => pixels;

    private static int CheckedLength(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        long length = (long)width * height * 3;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength, nameof(height));
        return (int)length;
    }
}
