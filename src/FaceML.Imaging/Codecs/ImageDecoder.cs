using FaceML.Imaging.Native;

namespace FaceML.Imaging;

/// <summary>From a file's bytes to upright sRGB pixels: header, limits, colours, rows, orientation, size.</summary>
internal static unsafe class ImageDecoder
{
    // Rows fetched at once: enough to keep the calls' cost small, few enough to stay in the cache and to answer a cancellation soon.
    private const int StripRows = 64;

    public static ImageInfo Identify(ReadOnlySpan<byte> bytes, string? name, ImageDecodeOptions options)
    {
        options.Validate();
        CheckBytes(bytes.Length, options, name);
        ImageFormat format = FormatSniffer.Sniff(bytes, name);
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
            throw Unreadable(format, name, error);
        }
    }

    public static Image Decode(ReadOnlySpan<byte> bytes, string? name, ImageDecodeOptions options, CancellationToken cancellation)
    {
        options.Validate();
        CheckBytes(bytes.Length, options, name);
        cancellation.ThrowIfCancellationRequested();
        ImageFormat format = FormatSniffer.Sniff(bytes, name);
        try
        {
            fixed (byte* data = bytes)
            {
                return Decode(format, data, bytes.Length, name, options, cancellation);
            }
        }
        catch (VipsException error)
        {
            throw Unreadable(format, name, error);
        }
    }

    public static void CheckBytes(long length, ImageDecodeOptions options, string? name)
    {
        if (length > options.MaximumBytes)
        {
            throw new ImageFormatException(ImageFormatError.TooManyBytes, name,
                $"it has {length:N0} bytes, more than the {options.MaximumBytes:N0} that {nameof(ImageDecodeOptions)}.{nameof(ImageDecodeOptions.MaximumBytes)} allows", options.MaximumBytes);
        }
    }

    private static Image Decode(ImageFormat format, byte* data, int length, string? name, ImageDecodeOptions options, CancellationToken cancellation)
    {
        using VipsImage header = Open(format, data, length, 0, 1, options);
        ImageInfo info = Describe(format, header);
        CheckPixels(info, options, name);
        if (options.Frame >= info.Frames)
        {
            throw new ImageFormatException(ImageFormatError.NoSuchFrame, name, $"frame {options.Frame} was asked for and it has {info.Frames}");
        }

        int shrink = Shrink(info, options);
        using VipsImage? again = shrink > 1 || options.Frame > 0 ? Open(format, data, length, options.Frame, shrink, options) : null;
        VipsImage stored = again ?? header;
        // A page of a TIFF has a size of its own.
        CheckPixels(info with { StoredWidth = stored.Width, StoredHeight = stored.Height }, options, name);
        using VipsImage coloured = ColorConversion.ToRgb(stored, options.Background);
        bool reduceHere = shrink > 1 && stored.Width == info.StoredWidth && stored.Height == info.StoredHeight;
        using VipsImage? reduced = reduceHere ? ShrinkBy(coloured, shrink) : null;
        VipsImage result = reduced ?? coloured;
        byte[] pixels = Fetch(result, cancellation);
        Image image = Orientation.Apply(new Image(result.Width, result.Height, pixels), info.Orientation);
        int longer = Math.Max(image.Width, image.Height);
        if (options.MaximumSide > 0 && longer > options.MaximumSide)
        {
            double scale = (double)options.MaximumSide / longer;
            image = image.Resize(Scaled(image.Width, scale), Scaled(image.Height, scale), ResizeFilter.Area);
        }

        return image;
    }

    private static int Scaled(int side, double scale) => Math.Max(1, (int)Math.Round(side * scale));

    private static VipsImage Open(ImageFormat format, byte* data, int length, int frame, int shrink, ImageDecodeOptions options)
    {
        VipsLibrary.EnsureStarted();
        VipsError.Clear();
        using VipsOperation load = new VipsOperation(Loader(format))
            .SetMemory("buffer", data, length)
            .Set("access", 1) // VIPS_ACCESS_SEQUENTIAL: rows from top to bottom, nothing kept
            .Set("fail-on", options.TolerateTruncation ? 0 : 2); // VIPS_FAIL_ON_NONE, VIPS_FAIL_ON_ERROR
        if (format is ImageFormat.WebP or ImageFormat.Gif or ImageFormat.Tiff or ImageFormat.Avif && frame > 0)
        {
            load.Set("page", frame);
        }

        if (shrink > 1 && format == ImageFormat.Jpeg)
        {
            load.Set("shrink", shrink);
        }
        else if (shrink > 1 && format == ImageFormat.WebP)
        {
            load.Set("scale", 1.0 / shrink);
        }

        return load.BuildImage();
    }

    private static string Loader(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "jpegload_buffer",
        ImageFormat.Png => "pngload_buffer",
        ImageFormat.WebP => "webpload_buffer",
        ImageFormat.Gif => "gifload_buffer",
        ImageFormat.Tiff => "tiffload_buffer",
        _ => "heifload_buffer",
    };

    // libheif turns pictures itself, as their container says.
    private static ImageInfo Describe(ImageFormat format, VipsImage header) => new(format, header.Width, header.Height,
        format == ImageFormat.Avif || header.Orientation is < 1 or > 8 ? 1 : header.Orientation, Math.Max(1, header.Pages));

    private static void CheckPixels(ImageInfo info, ImageDecodeOptions options, string? name)
    {
        if ((long)info.StoredWidth * info.StoredHeight > options.MaximumPixels)
        {
            throw new ImageFormatException(ImageFormatError.TooManyPixels, name,
                $"its {info.StoredWidth}×{info.StoredHeight} pixels are more than the {options.MaximumPixels:N0} that {nameof(ImageDecodeOptions)}.{nameof(ImageDecodeOptions.MaximumPixels)} allows", options.MaximumPixels);
        }

        int mostInAnArray = Array.MaxLength / 3;
        if ((long)info.StoredWidth * info.StoredHeight > mostInAnArray)
        {
            throw new ImageFormatException(ImageFormatError.TooManyPixels, name,
                $"its {info.StoredWidth}×{info.StoredHeight} pixels are more than the {mostInAnArray:N0} that an array holds", mostInAnArray);
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

    private static VipsImage ShrinkBy(VipsImage image, int factor)
    {
        using VipsOperation shrink = new VipsOperation("shrink")
            .Set("in", image).Set("hshrink", (double)Math.Min(factor, image.Width)).Set("vshrink", (double)Math.Min(factor, image.Height));
        return shrink.BuildImage();
    }

    private static byte[] Fetch(VipsImage image, CancellationToken cancellation)
    {
        int width = image.Width, height = image.Height;
        byte[] pixels = GC.AllocateUninitializedArray<byte>(checked(width * height * 3));
        nint region = Vips.NewRegion(image.Pointer);
        if (region == 0)
        {
            throw new VipsException(VipsError.Take());
        }

        try
        {
            for (int top = 0; top < height; top += StripRows)
            {
                cancellation.ThrowIfCancellationRequested();
                int rows = Math.Min(StripRows, height - top);
                nint strip = Vips.FetchRegion(region, 0, top, width, rows, out nuint length);
                if (strip == 0)
                {
                    throw new VipsException(VipsError.Take());
                }

                Span<byte> target = pixels.AsSpan(top * width * 3, rows * width * 3);
                bool fits = (nuint)target.Length == length;
                if (fits)
                {
                    new ReadOnlySpan<byte>((void*)strip, target.Length).CopyTo(target);
                }

                Vips.Free(strip);
                if (!fits)
                {
                    throw new VipsException($"a strip of {length} bytes came where {target.Length} were expected");
                }
            }
        }
        finally
        {
            Vips.Unref(region);
        }

        return pixels;
    }

    private static ImageFormatException Unreadable(ImageFormat format, string? name, VipsException error) =>
        new(ImageFormatError.Unreadable, name, $"it begins as {Name(format)} but is truncated or corrupted ({error.Message})", null, error);

    private static string Name(ImageFormat format) => format == ImageFormat.WebP ? "WebP" : format.ToString().ToUpperInvariant();
}
