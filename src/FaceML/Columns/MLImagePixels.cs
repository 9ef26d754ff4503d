using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FaceML.Columns;

/// <summary>
/// Copies pixels between ML.NET's images (four bytes, alpha premultiplied) and FaceML's (RGB). Results own their pixels, so that a row's
/// <see cref="MLImage"/> may be disposed by its owner at the next row.
/// </summary>
internal static class MLImagePixels
{
    private const int Step = 4, BgraBytes = 4, RgbBytes = 3;

    /// <summary>Puts an image onto a background.</summary>
    /// <remarks>Premultiplied components are already scaled by alpha: what is missing is the background's share.</remarks>
    public static Image ToImage(MLImage source, Rgb background)
    {
        int width = source.Width, height = source.Height;
        var result = new Image(width, height, GC.AllocateUninitializedArray<byte>(checked(width * height * RgbBytes)));
        bool bgra = source.PixelFormat == MLPixelFormat.Bgra32;
        ReadOnlySpan<byte> from = source.Pixels[..(width * height * BgraBytes)];
        Span<byte> to = result.Pixels;
        // The last pixels go one by one: a vector store writes four bytes beyond its pixels.
        int vectorized = Math.Max(0, width * height - 2 * Step + 1);
        int done = bgra
            ? Opaque(from, to, vectorized, Vector128.Create((byte)2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 255, 255, 255, 255), background,
                bgra)
            : Opaque(from, to, vectorized, Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255), background,
                bgra);
        Compose(from, to, done, width * height, background, bgra);
        return result;
    }

    /// <summary>A copy as ML.NET's image, opaque. The receiver disposes it.</summary>
    public static MLImage ToMLImage(Image source)
    {
        int count = source.Width * source.Height;
        byte[] rented = ArrayPool<byte>.Shared.Rent(count * BgraBytes);
        try
        {
            Spread(source.Pixels, rented, count);
            return MLImage.CreateFromPixels(source.Width, source.Height, MLPixelFormat.Bgra32, rented.AsSpan(0, count * BgraBytes));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>A copy of its own, tag included. The receiver disposes it.</summary>
    public static MLImage Clone(MLImage source)
    {
        var copy = MLImage.CreateFromPixels(source.Width, source.Height, source.PixelFormat, source.Pixels);
        copy.Tag = source.Tag;
        return copy;
    }

    /// <summary>
    /// Whether the image has been disposed. <c>MLImage</c> has no property for it. ML.NET's <c>ResizeImages</c> hands out the previous
    /// row's image, disposed, where a row has none.
    /// </summary>
    public static bool IsDisposed(MLImage image)
    {
        try
        {
            _ = image.Width;
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    // Four pixels a step while they are opaque, as those of images are; those of a step that has a transparent one are composed one by one.
    private static int Opaque(ReadOnlySpan<byte> from, Span<byte> to, int end, Vector128<byte> order, Rgb background, bool bgra)
    {
        ref byte source = ref MemoryMarshal.GetReference(from), target = ref MemoryMarshal.GetReference(to);
        Vector128<uint> alpha = Vector128.Create(0xFF000000u);
        int pixel = 0;
        for (; pixel < end; pixel += Step)
        {
            Vector128<byte> four = Vector128.LoadUnsafe(ref source, (nuint)(pixel * BgraBytes));
            if (Vector128.EqualsAll(four.AsUInt32() & alpha, alpha))
            {
                Vector128.Shuffle(four, order).StoreUnsafe(ref target, (nuint)(pixel * RgbBytes));
            }
            else
            {
                Compose(from, to, pixel, pixel + Step, background, bgra);
            }
        }

        return pixel;
    }

    private static void Compose(ReadOnlySpan<byte> from, Span<byte> to, int start, int end, Rgb background, bool bgra)
    {
        int red = bgra ? 2 : 0, blue = 2 - red;
        for (int pixel = start; pixel < end; pixel++)
        {
            ReadOnlySpan<byte> source = from.Slice(pixel * BgraBytes, BgraBytes);
            Span<byte> target = to.Slice(pixel * RgbBytes, RgbBytes);
            int rest = byte.MaxValue - source[3];
            target[0] = Over(source[red], background.Red, rest);
            target[1] = Over(source[1], background.Green, rest);
            target[2] = Over(source[blue], background.Blue, rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Over(int premultiplied, int behind, int rest) =>
        (byte)Math.Min(byte.MaxValue, premultiplied + (behind * rest + byte.MaxValue / 2) / byte.MaxValue);

    private static void Spread(ReadOnlySpan<byte> from, Span<byte> to, int count)
    {
        ref byte source = ref MemoryMarshal.GetReference(from), target = ref MemoryMarshal.GetReference(to);
        var order = Vector128.Create((byte)2, 1, 0, 255, 5, 4, 3, 255, 8, 7, 6, 255, 11, 10, 9, 255);
        Vector128<byte> alpha = Vector128.Create(0xFF000000u).AsByte();
        int pixel = 0;
        // A load reads four bytes beyond its pixels.
        for (int end = count - 2 * Step + 1; pixel < end; pixel += Step)
        {
            (Vector128.Shuffle(Vector128.LoadUnsafe(ref source, (nuint)(pixel * RgbBytes)), order) | alpha).StoreUnsafe(
                ref target, (nuint)(pixel * BgraBytes));
        }

        for (; pixel < count; pixel++)
        {
            to[pixel * BgraBytes] = from[pixel * RgbBytes + 2];
            to[pixel * BgraBytes + 1] = from[pixel * RgbBytes + 1];
            to[pixel * BgraBytes + 2] = from[pixel * RgbBytes];
            to[pixel * BgraBytes + 3] = byte.MaxValue;
        }
    }
}
