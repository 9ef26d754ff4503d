namespace FaceML.Imaging;

public sealed partial class Image
{
    /// <summary>Reads an image file: upright, sRGB, three channels of 8 bits, whatever was stored.</summary>
    /// <param name="path">The file; its content decides the format, not its name.</param>
    /// <param name="options">Limits and wishes; null for <see cref="ImageDecodeOptions.Default"/>.</param>
    /// <param name="cancellation">Ends a long decoding between strips of rows.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ImageFormatException">It is not a file, no accepted format, unreadable or beyond a limit.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <remarks>Safe from several threads.</remarks>
    public static Image Load(string path, ImageDecodeOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= ImageDecodeOptions.Default;
        using RentedBytes file = FileBytes.Read(path, options);
        return ImageDecoder.Decode(file.Span, path, options, cancellation);
    }

    /// <summary>Decodes an image file that is in memory.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="options">Limits and wishes; null for <see cref="ImageDecodeOptions.Default"/>.</param>
    /// <param name="name">What errors call the image, or null.</param>
    /// <param name="cancellation">Ends a long decoding between strips of rows.</param>
    /// <exception cref="ImageFormatException">No accepted format, unreadable or beyond a limit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Image Decode(
        ReadOnlySpan<byte> bytes, ImageDecodeOptions? options = null, string? name = null, CancellationToken cancellation = default) =>
        ImageDecoder.Decode(bytes, name, options ?? ImageDecodeOptions.Default, cancellation);

    /// <summary>Decodes an image file from a stream, which is read to its end or to the limit and not closed.</summary>
    /// <param name="stream">The file's bytes from the current position on; need not be seekable.</param>
    /// <param name="options">Limits and wishes; null for <see cref="ImageDecodeOptions.Default"/>.</param>
    /// <param name="name">What errors call the image, or null.</param>
    /// <param name="cancellation">Ends a long decoding between strips of rows.</param>
    /// <exception cref="ImageFormatException">No accepted format, unreadable or beyond a limit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Image Decode(
        Stream stream, ImageDecodeOptions? options = null, string? name = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= ImageDecodeOptions.Default;
        using RentedBytes file = FileBytes.Read(stream, options, name, cancellation);
        return ImageDecoder.Decode(file.Span, name, options, cancellation);
    }

    /// <summary>Reads what a file's header says, without decoding pixels. Sizes beyond the pixel limit are told, not refused.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits; null for <see cref="ImageDecodeOptions.Default"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ImageFormatException">It is not a file, no accepted format, or its header is unreadable.</exception>
    public static ImageInfo Identify(string path, ImageDecodeOptions? options = null)
    {
        options ??= ImageDecodeOptions.Default;
        using RentedBytes file = FileBytes.Read(path, options);
        return ImageDecoder.Identify(file.Span, path, options);
    }

    /// <summary>Reads what a header says, without decoding pixels. Sizes beyond the pixel limit are told, not refused.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="options">Limits; null for <see cref="ImageDecodeOptions.Default"/>.</param>
    /// <param name="name">What errors call the image, or null.</param>
    /// <exception cref="ImageFormatException">No accepted format, or the header is unreadable.</exception>
    public static ImageInfo Identify(ReadOnlySpan<byte> bytes, ImageDecodeOptions? options = null, string? name = null) =>
        ImageDecoder.Identify(bytes, name, options ?? ImageDecodeOptions.Default);
}
