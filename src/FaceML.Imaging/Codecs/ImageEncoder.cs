using NetVips;
using VipsImage = NetVips.Image;

namespace FaceML.Imaging;

/// <summary>From pixels to a file's bytes. No metadata is written.</summary>
internal static unsafe class ImageEncoder
{
    public static byte[] Encode(Image image, ImageFormat format, ImageEncodeOptions options)
    {
        options.Validate();
        if (format == ImageFormat.Bmp)
        {
            return BmpEncoder.Encode(image);
        }

        VipsRuntime.EnsureStarted();
        fixed (byte* data = image.Pixels)
        {
            using VipsImage plain = VipsImage.NewFromMemory(
                (nint)data, (ulong)image.Pixels.Length, image.Width, image.Height, 3, Enums.BandFormat.Uchar);
            using VipsImage pixels = plain.Copy(interpretation: Enums.Interpretation.Srgb);
            const Enums.ForeignKeep keep = Enums.ForeignKeep.None;
            const Enums.ForeignHeifCompression av1 = Enums.ForeignHeifCompression.Av1;
            return format switch
            {
                ImageFormat.Jpeg => pixels.JpegsaveBuffer(q: options.Quality, optimizeCoding: true, keep: keep),
                ImageFormat.Png => pixels.PngsaveBuffer(keep: keep),
                ImageFormat.WebP => pixels.WebpsaveBuffer(q: options.Quality, lossless: options.Lossless, keep: keep),
                ImageFormat.Gif => pixels.GifsaveBuffer(keep: keep),
                ImageFormat.Tiff => pixels.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Deflate, keep: keep),
                ImageFormat.Avif => pixels.HeifsaveBuffer(q: options.Quality, lossless: options.Lossless, compression: av1, keep: keep),
                _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such format."),
            };
        }
    }

    /// <summary>The format that a file's extension stands for.</summary>
    public static ImageFormat FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".JPG" or ".JPEG" => ImageFormat.Jpeg,
        ".PNG" => ImageFormat.Png,
        ".WEBP" => ImageFormat.WebP,
        ".GIF" => ImageFormat.Gif,
        ".TIF" or ".TIFF" => ImageFormat.Tiff,
        ".AVIF" => ImageFormat.Avif,
        ".BMP" => ImageFormat.Bmp,
        string other => throw new ArgumentException(
            $"The extension '{other}' of {path} stands for no format that is written: .jpg, .png, .webp, .gif, .tiff, .avif and .bmp do.",
            nameof(path)),
    };
}
