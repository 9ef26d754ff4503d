using System.Diagnostics;
using NetVips;
using VipsImage = NetVips.Image;

namespace FaceML.Imaging;

/// <summary>From a file's bytes to upright sRGB pixels: header, limits, colors, rows, orientation, size.</summary>
internal static unsafe class ImageDecoder
{
    // Rows fetched at once: enough to keep the calls' cost small, few enough to stay in the cache, out of the heap of large objects, and to
    // answer a cancellation soon.
    private const int StripBytes = 32 << 10;

    // libvips takes a larger number of pages for damage (vips_image_get_n_pages).
    private const int MostFrames = 9999;

    public static ImageInfo Identify(ReadOnlySpan<byte> bytes, string? name, ImageDecodeOptions options)
    {
        options.Validate();
        CheckBytes(bytes.Length, options, name);
        ImageFormat format = FormatSniffer.Sniff(bytes, name);
        if (format == ImageFormat.Bmp)
        {
            return Describe(BmpHeader.Read(bytes, name));
        }

        try
        {
            fixed (byte* data = bytes)
            {
                using VipsImage header = Open(format, data, bytes.Length, 0, 1, options);
                return Describe(format, header);
            }
        }
        catch (VipsException error)
        {
            throw Unreadable(format, name, VipsRuntime.Reason(error), error);
        }
    }

    public static Image Decode(ReadOnlySpan<byte> bytes, string? name, ImageDecodeOptions options, CancellationToken cancellation)
    {
        options.Validate();
        CheckBytes(bytes.Length, options, name);
        cancellation.ThrowIfCancellationRequested();
        long start = Stopwatch.GetTimestamp();
        ImageFormat format = FormatSniffer.Sniff(bytes, name);
        Image image = format == ImageFormat.Bmp
            ? DecodeBmp(bytes, name, options, cancellation)
            : DecodeByVips(format, bytes, name, options, cancellation);
        int longer = Math.Max(image.Width, image.Height);
        if (options.MaximumSide > 0 && longer > options.MaximumSide)
        {
            double scale = (double)options.MaximumSide / longer;
            image = image.Resize(Scaled(image.Width, scale), Scaled(image.Height, scale), ResizeFilter.Area);
        }

        DecodeMeter.Duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        return image;
    }

    public static void CheckBytes(long length, ImageDecodeOptions options, string? name)
    {
        if (length > options.MaximumBytes)
        {
            throw new ImageFormatException(ImageFormatError.TooManyBytes, name,
                $"it has {length:N0} bytes, more than the {options.MaximumBytes:N0} that "
                    + $"{nameof(ImageDecodeOptions)}.{nameof(ImageDecodeOptions.MaximumBytes)} allows", options.MaximumBytes);
        }
    }

    public static ImageFormatException Unreadable(ImageFormat format, string? name, string reason, Exception? error = null) =>
        new(ImageFormatError.Unreadable, name, $"it begins as {Name(format)} but is truncated or corrupted ({reason})", null, error);

    private static Image DecodeBmp(ReadOnlySpan<byte> bytes, string? name, ImageDecodeOptions options, CancellationToken cancellation)
    {
        BmpHeader header = BmpHeader.Read(bytes, name);
        ImageInfo info = Describe(header);
        Check(info, options, name);
        Image image = BmpDecoder.Decode(bytes, header, options, name, cancellation);
        double scale = 1.0 / Shrink(info, options);
        return scale == 1 ? image : image.Resize(Scaled(image.Width, scale), Scaled(image.Height, scale), ResizeFilter.Area);
    }

    private static Image DecodeByVips(
        ImageFormat format, ReadOnlySpan<byte> bytes, string? name, ImageDecodeOptions options, CancellationToken cancellation)
    {
        try
        {
            fixed (byte* data = bytes)
            {
                return DecodeByVips(format, data, bytes.Length, name, options, cancellation);
            }
        }
        catch (VipsException error)
        {
            throw Unreadable(format, name, VipsRuntime.Reason(error), error);
        }
    }

    private static Image DecodeByVips(
        ImageFormat format, byte* data, int length, string? name, ImageDecodeOptions options, CancellationToken cancellation)
    {
        using VipsImages images = new();
        VipsImage header = images.Add(Open(format, data, length, 0, 1, options));
        ImageInfo info = Describe(format, header);
        Check(info, options, name);
        int shrink = Shrink(info, options);
        VipsImage stored = header;
        (int width, int height) = (info.StoredWidth, info.StoredHeight);
        if (shrink > 1 || options.Frame > 0)
        {
            stored = images.Add(Open(format, data, length, options.Frame, shrink, options));
            (width, height) = (stored.Width, stored.Height);
            // A page of a TIFF has a size of its own.
            CheckPixels(info with { StoredWidth = width, StoredHeight = height }, options, name);
        }

        VipsImage result = ColorConversion.ToRgb(stored, options.Background, images);
        bool reduceHere = shrink > 1 && width == info.StoredWidth && height == info.StoredHeight;
        if (reduceHere)
        {
            result = images.Add(result.Shrink(Math.Min(shrink, width), Math.Min(shrink, height)));
            (width, height) = (result.Width, result.Height);
        }

        byte[] pixels = Fetch(result, width, height, cancellation)
            ?? throw Unreadable(format, name, $"{result.Bands} channels cannot be shown as red, green and blue");
        return Orientation.Apply(new Image(width, height, pixels), info.Orientation);
    }

    private static int Scaled(int side, double scale) => Math.Max(1, (int)Math.Round(side * scale));

    private static VipsImage Open(ImageFormat format, byte* data, int length, int frame, int shrink, ImageDecodeOptions options)
    {
        VipsRuntime.EnsureStarted();
        VipsRuntime.ClearErrors();
        VOption arguments = new()
        {
            { "access", Enums.Access.Sequential }, // rows from top to bottom, nothing kept
            { "fail_on", options.TolerateTruncation ? Enums.FailOn.None : Enums.FailOn.Error },
        };
        if (format is ImageFormat.WebP or ImageFormat.Gif or ImageFormat.Tiff or ImageFormat.Avif && frame > 0)
        {
            arguments.Add("page", frame);
        }

        if (shrink > 1 && format == ImageFormat.Jpeg)
        {
            arguments.Add("shrink", shrink);
        }
        else if (shrink > 1 && format == ImageFormat.WebP)
        {
            arguments.Add("scale", 1.0 / shrink);
        }

        using Source source = VipsMemory.Lend(data, length);
        return (VipsImage)Operation.Call(Loader(format), arguments, source);
    }

    private static string Loader(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "jpegload_source",
        ImageFormat.Png => "pngload_source",
        ImageFormat.WebP => "webpload_source",
        ImageFormat.Gif => "gifload_source",
        ImageFormat.Tiff => "tiffload_source",
        _ => "heifload_source",
    };

    // libheif turns images itself, as their container says.
    private static ImageInfo Describe(ImageFormat format, VipsImage header) => new(format, header.Width, header.Height,
        format == ImageFormat.Avif ? 1 : Field(header, "orientation", 8), Field(header, "n-pages", MostFrames));

    // A field that is missing, of another type or out of its range counts as 1, as libvips itself has it.
    private static int Field(VipsImage header, string name, int most) =>
        header.GetTypeOf(name) == GValue.GIntType && header.Get(name) is int value && value >= 1 && value <= most ? value : 1;

    private static ImageInfo Describe(BmpHeader header) => new(ImageFormat.Bmp, header.Width, header.Height, 1, 1);

    private static void Check(ImageInfo info, ImageDecodeOptions options, string? name)
    {
        CheckPixels(info, options, name);
        if (options.Frame >= info.Frames)
        {
            throw new ImageFormatException(
                ImageFormatError.NoSuchFrame, name, $"frame {options.Frame} was asked for and it has {info.Frames}");
        }
    }

    private static void CheckPixels(ImageInfo info, ImageDecodeOptions options, string? name)
    {
        if ((long)info.StoredWidth * info.StoredHeight > options.MaximumPixels)
        {
            throw new ImageFormatException(ImageFormatError.TooManyPixels, name,
                $"its {info.StoredWidth}×{info.StoredHeight} pixels are more than the {options.MaximumPixels:N0} that "
                    + $"{nameof(ImageDecodeOptions)}.{nameof(ImageDecodeOptions.MaximumPixels)} allows", options.MaximumPixels);
        }

        int mostInAnArray = Array.MaxLength / 3;
        if ((long)info.StoredWidth * info.StoredHeight > mostInAnArray)
        {
            throw new ImageFormatException(ImageFormatError.TooManyPixels, name,
                $"its {info.StoredWidth}×{info.StoredHeight} pixels are more than the {mostInAnArray:N0} that an array holds",
                mostInAnArray);
        }
    }

    private static int Shrink(ImageInfo info, ImageDecodeOptions options)
    {
        int shorter = Math.Min(info.StoredWidth, info.StoredHeight), longer = Math.Max(info.StoredWidth, info.StoredHeight);
        for (int factor = 8; factor > 1; factor /= 2)
        {
            bool allowedByMinimum = options.MinimumSide > 0 && shorter / factor >= options.MinimumSide;
            bool wantedByMaximum = options.MaximumSide > 0 && longer / factor >= options.MaximumSide;
            if (allowedByMinimum || wantedByMaximum)
            {
                return factor;
            }
        }

        return 1;
    }

    // Null when the pixels are not of three bytes.
    private static byte[]? Fetch(VipsImage image, int width, int height, CancellationToken cancellation)
    {
        int stride = checked(width * 3);
        byte[] pixels = GC.AllocateUninitializedArray<byte>(checked(stride * height));
        int most = Math.Max(1, StripBytes / stride);
        using Region region = Region.New(image);
        for (int top = 0; top < height; top += most)
        {
            cancellation.ThrowIfCancellationRequested();
            int rows = Math.Min(most, height - top);
            if (!VipsMemory.TryFetch(region, top, width, rows, pixels.AsSpan(top * stride, rows * stride)))
            {
                return null;
            }
        }

        return pixels;
    }

    private static string Name(ImageFormat format) => format == ImageFormat.WebP ? "WebP" : format.ToString().ToUpperInvariant();
}
