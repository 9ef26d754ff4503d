using System.Buffers.Binary;

namespace FaceML.Imaging;

/// <summary>
/// Pixels of BMP files, which libvips does not read. Memory is that of the image and no more, time is linear in the pixels and the bytes of
/// the file. Color spaces and profiles of the fourth and fifth header are left aside: the numbers are taken for sRGB.
/// </summary>
internal static class BmpDecoder
{
    /// <summary>Decodes. The caller has checked the size against the limits.</summary>
    /// <exception cref="ImageFormatException">The pixels end early or contradict the header.</exception>
    public static Image Decode(
        ReadOnlySpan<byte> file, BmpHeader header, ImageDecodeOptions options, string? name, CancellationToken cancellation)
    {
        ReadOnlySpan<byte> data = file[header.Pixels..];
        byte[] palette = ReadPalette(file, header);
        if (header.RunLengths)
        {
            Image runs = new(header.Width, header.Height);
            ReadRuns(data, header, palette, runs, options.TolerateTruncation, name, cancellation);
            return runs;
        }

        long bits = (long)header.Width * header.Depth, stride = (bits + 31) / 32 * 4, length = (bits + 7) / 8;
        long whole = data.Length < length ? 0 : (data.Length - length) / stride + 1; // the filling of the last row may be missing
        if (whole < header.Height && !options.TolerateTruncation)
        {
            throw BmpHeader.Broken(name, $"it ends after {whole} of {header.Height} rows");
        }

        int rows = (int)Math.Min(whole, header.Height);
        Image image = new(header.Width, header.Height);
        bool opaque = header.Alpha == 0 || !AnyAlpha(data, header, rows, (int)stride, (int)length);
        Field red = new(header.Red), green = new(header.Green), blue = new(header.Blue), alpha = new(opaque ? 0 : header.Alpha);
        for (int y = 0; y < rows; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> row = data.Slice(y * (int)stride, (int)length);
            Span<byte> target = Row(image, header, y);
            switch (header.Depth)
            {
                case 24:
                    Swap(row, target);
                    break;
                case 16 or 32:
                    ReadFields(row, header.Depth / 8, red, green, blue, alpha, options.Background, target);
                    break;
                default:
                    ReadIndices(row, header, palette, target, options.TolerateTruncation, name);
                    break;
            }
        }

        return image;
    }

    private static Span<byte> Row(Image image, BmpHeader header, int y) =>
        image.Pixels.Slice((header.TopDown ? y : header.Height - 1 - y) * header.Width * 3, header.Width * 3);

    // Red, green, blue of every color.
    private static byte[] ReadPalette(ReadOnlySpan<byte> file, BmpHeader header)
    {
        byte[] palette = new byte[header.PaletteCount * 3];
        for (int i = 0; i < header.PaletteCount; i++)
        {
            Swap(file.Slice(header.Palette + i * header.PaletteStep, 3), palette.AsSpan(i * 3, 3));
        }

        return palette;
    }

    // Blue, green, red to red, green, blue.
    private static void Swap(ReadOnlySpan<byte> row, Span<byte> target)
    {
        for (int i = 0; i + 2 < target.Length; i += 3)
        {
            (target[i], target[i + 1], target[i + 2]) = (row[i + 2], row[i + 1], row[i]);
        }
    }

    private static void ReadIndices(
        ReadOnlySpan<byte> row, BmpHeader header, byte[] palette, Span<byte> target, bool tolerant, string? name)
    {
        int depth = header.Depth, mask = (1 << depth) - 1;
        for (int x = 0; x < header.Width; x++)
        {
            int bit = x * depth, index = (row[bit >> 3] >> (8 - depth - (bit & 7))) & mask;
            Paint(index, palette, target.Slice(x * 3, 3), tolerant, name);
        }
    }

    private static void Paint(int index, byte[] palette, Span<byte> pixel, bool tolerant, string? name)
    {
        if (index * 3 < palette.Length)
        {
            palette.AsSpan(index * 3, 3).CopyTo(pixel);
        }
        else if (!tolerant)
        {
            throw BmpHeader.Broken(name, $"a pixel has color {index} of a palette of {palette.Length / 3}");
        }
    }

    private static void ReadFields(
        ReadOnlySpan<byte> row, int step, Field red, Field green, Field blue, Field alpha, Rgb background, Span<byte> target)
    {
        for (int x = 0; x < target.Length / 3; x++)
        {
            uint pixel = Pixel(row, x, step);
            Span<byte> rgb = target.Slice(x * 3, 3);
            (byte r, byte g, byte b) = (red.Of(pixel), green.Of(pixel), blue.Of(pixel));
            int a = alpha.Mask == 0 ? 255 : alpha.Of(pixel);
            (rgb[0], rgb[1], rgb[2]) = a == 255
                ? (r, g, b)
                : (Blend(r, background.Red, a), Blend(g, background.Green, a), Blend(b, background.Blue, a));
        }
    }

    private static uint Pixel(ReadOnlySpan<byte> row, int x, int step) =>
        step == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(row[(x * 2)..]) : BinaryPrimitives.ReadUInt32LittleEndian(row[(x * 4)..]);

    private static byte Blend(byte color, byte background, int alpha) => (byte)((color * alpha + background * (255 - alpha) + 127) / 255);

    // Many programs name a mask of opacity and leave its bits 0 everywhere: such an image is meant to be seen.
    private static bool AnyAlpha(ReadOnlySpan<byte> data, BmpHeader header, int rows, int stride, int length)
    {
        for (int y = 0; y < rows; y++)
        {
            ReadOnlySpan<byte> row = data.Slice(y * stride, length);
            for (int x = 0; x < header.Width; x++)
            {
                if ((Pixel(row, x, header.Depth / 8) & header.Alpha) != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // RLE8 and RLE4: a count and a color, or 0 and what follows: the end of the row (0) or image (1), a step to the right and down (2), or
    // that many single colors.
    private static void ReadRuns(
        ReadOnlySpan<byte> data, BmpHeader header, byte[] palette, Image image, bool tolerant, string? name, CancellationToken cancellation)
    {
        for (int i = 0; i < image.Pixels.Length; i += 3)
        {
            palette.AsSpan(0, 3).CopyTo(image.Pixels[i..]); // what no run reaches
        }

        bool nibbles = header.Depth == 4;
        int at = 0, x = 0, y = 0;
        while (at + 2 <= data.Length)
        {
            int count = data[at], value = data[at + 1];
            at += 2;
            if (count > 0)
            {
                Span<byte> target = Take(count);
                for (int i = 0; i * 3 < target.Length; i++)
                {
                    int index = nibbles ? (value >> (4 - i % 2 * 4)) & 15 : value;
                    Paint(index, palette, target.Slice(i * 3, 3), tolerant, name);
                }
            }
            else if (value > 2)
            {
                int bytes = nibbles ? (value + 1) / 2 : value;
                if (at + bytes > data.Length)
                {
                    break;
                }

                Span<byte> target = Take(value);
                for (int i = 0; i * 3 < target.Length; i++)
                {
                    int index = nibbles ? (data[at + i / 2] >> (4 - i % 2 * 4)) & 15 : data[at + i];
                    Paint(index, palette, target.Slice(i * 3, 3), tolerant, name);
                }

                at += bytes + bytes % 2;
            }
            else if (value == 1)
            {
                return;
            }
            else if (value == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                (x, y) = (0, y + 1);
            }
            else if (at + 2 <= data.Length)
            {
                (x, y) = (x + data[at], y + data[at + 1]);
                at += 2;
                if (x > header.Width || y > header.Height)
                {
                    throw BmpHeader.Broken(name, "a step leads out of the image");
                }
            }
        }

        // Some programs leave out the mark at the end.
        bool complete = y >= header.Height || y == header.Height - 1 && x == header.Width;
        if (!complete && !tolerant)
        {
            throw BmpHeader.Broken(name, $"its runs end in row {y} of {header.Height}");
        }

        Span<byte> Take(int count)
        {
            if (y >= header.Height)
            {
                throw BmpHeader.Broken(name, $"there are pixels for more than {header.Height} rows");
            }

            count = Math.Min(count, header.Width - x); // some programs let runs go on into the filling of the row
            Span<byte> target = Row(image, header, y).Slice(x * 3, count * 3);
            x += count;
            return target;
        }
    }

    /// <summary>A channel among the bits of a pixel, brought to 8 bits.</summary>
    private readonly struct Field(uint mask)
    {
        private readonly int shift = mask == 0 ? 0 : BitOperations.TrailingZeroCount(mask);
        private readonly int bits = BitOperations.PopCount(mask);

        public uint Mask => mask;

        public byte Of(uint pixel)
        {
            uint value = (pixel & mask) >> shift;
            if (bits >= 8)
            {
                return (byte)(value >> (bits - 8));
            }

            uint most = (1u << bits) - 1;
            return most == 0 ? (byte)0 : (byte)((value * 255 + most / 2) / most);
        }
    }
}
