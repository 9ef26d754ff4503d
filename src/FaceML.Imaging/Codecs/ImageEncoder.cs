using FaceML.Imaging.Native;

namespace FaceML.Imaging;

/// <summary>From pixels to a file's bytes. No metadata is written.</summary>
internal static unsafe class ImageEncoder
{
    private const int HeifAv1 = 4; // VIPS_FOREIGN_HEIF_COMPRESSION_AV1
    private const int TiffDeflate = 2; // VIPS_FOREIGN_TIFF_COMPRESSION_DEFLATE

    public static byte[] Encode(Image image, ImageFormat format, ImageEncodeOptions options)
    {
        options.Validate();
        VipsLibrary.EnsureStarted();
        fixed (byte* data = image.Pixels)
        {
            using VipsImage plain = new(Vips.NewImage(data, (nuint)image.Pixels.Length, image.Width, image.Height, 3, VipsImage.FormatByte));
            using VipsOperation copy = new VipsOperation("copy").Set("in", plain).Set("interpretation", VipsImage.SRgb);
            using VipsImage colours = copy.BuildImage();
            using VipsOperation save = new VipsOperation(Saver(format)).Set("in", colours).Set("keep", 0);
            switch (format)
            {
                case ImageFormat.Jpeg:
                    save.Set("Q", options.Quality).Set("optimize-coding", true);
                    break;
                case ImageFormat.WebP:
                    save.Set("Q", options.Quality).Set("lossless", options.Lossless);
                    break;
                case ImageFormat.Tiff:
                    save.Set("compression", TiffDeflate);
                    break;
                case ImageFormat.Avif:
                    save.Set("Q", options.Quality).Set("lossless", options.Lossless).Set("compression", HeifAv1);
                    break;
            }

            return save.BuildBytes();
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
        string other => throw new ArgumentException($"The extension '{other}' of {path} stands for no format that is written: .jpg, .png, .webp, .gif, .tiff and .avif do.", nameof(path)),
    };

    private static string Saver(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "jpegsave_buffer",
        ImageFormat.Png => "pngsave_buffer",
        ImageFormat.WebP => "webpsave_buffer",
        ImageFormat.Gif => "gifsave_buffer",
        ImageFormat.Tiff => "tiffsave_buffer",
        ImageFormat.Avif => "heifsave_buffer",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such format."),
    };
}
