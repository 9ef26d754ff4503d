using System.Buffers.Binary;
using FaceML.TestKit;

namespace FaceML.Bench.Images;

/// <summary>
/// A small image in files that loaders treat differently. Those that FaceML does not write are put together byte by byte.
/// </summary>
internal static class ImageFiles
{
    private const int Width = 64, Height = 48, Block = 8;

    /// <summary>A file, and what it shows: upright, on white.</summary>
    public sealed record ImageFile(string Name, byte[] Content, Image Shown);

    public static IReadOnlyList<ImageFile> All()
    {
        Image image = Sample();
        byte[] jpeg = image.Encode(ImageFormat.Jpeg, new ImageEncodeOptions { Quality = 95 });
        return
        [
            new("plain.jpg", jpeg, image),
            new("exif-rotated.jpg", Turned(jpeg), Clockwise(image)),
            new("truncated.jpg", Truncated(jpeg), image),
            new("cmyk.jpg", CmykJpeg(image), image),
            new("lossless.webp", image.Encode(ImageFormat.WebP, new ImageEncodeOptions { Lossless = true }), image),
            new("16-bit.png", Png(image, sixteenBits: true, alpha: false), image),
            new("alpha.png", Png(image, sixteenBits: false, alpha: true), OnWhite(image)),
            new("plain.gif", image.Encode(ImageFormat.Gif), image),
            new("plain.bmp", image.Encode(ImageFormat.Bmp), image),
            new("plain.tiff", image.Encode(ImageFormat.Tiff), image),
            new("plain.avif", image.Encode(ImageFormat.Avif), image),
            new("empty.jpg", [], image),
            new("text.jpg", "This is no image."u8.ToArray(), image),
        ];
    }

    // Blocks of one color each, so that a file with nothing but mean values can hold them; no two corners alike.
    private static Image Sample()
    {
        var image = new Image(Width, Height);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                Span<byte> pixel = image.Pixels.Slice((y * Width + x) * 3, 3);
                (pixel[0], pixel[1], pixel[2]) =
                    ((byte)(x / Block * 32 + 16), (byte)(y / Block * 40 + 20), (byte)(y < Height / 2 ? 200 : 60));
            }
        }

        return image;
    }

    // Ends half-way between the start of the scan and the file's end.
    private static byte[] Truncated(byte[] jpeg)
    {
        int scan = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]);
        return jpeg[..((scan + jpeg.Length) / 2)];
    }

    private static Image Clockwise(Image image)
    {
        var result = new Image(image.Height, image.Width);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                image.Pixels.Slice((y * image.Width + x) * 3, 3).CopyTo(
                    result.Pixels[((x * result.Width + result.Width - 1 - y) * 3)..]);
            }
        }

        return result;
    }

    // The left half is opaque, the right one has alpha 64.
    private static byte AlphaAt(int x) => x < Width / 2 ? byte.MaxValue : (byte)64;

    private static Image OnWhite(Image image)
    {
        var result = new Image(Width, Height);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            int alpha = AlphaAt(i / 3 % Width);
            result.Pixels[i] = (byte)(
                (image.Pixels[i] * alpha + byte.MaxValue * (byte.MaxValue - alpha) + byte.MaxValue / 2) / byte.MaxValue);
        }

        return result;
    }

    // EXIF orientation 6: turn by 90° clockwise to see it upright.
    private static byte[] Turned(byte[] jpeg)
    {
        byte[] exif = [.. "Exif\0\0MM\0*\0\0\0\u0008"u8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        return [.. jpeg[..2], .. Segment(0xE1, exif), .. jpeg[2..]];
    }

    private static byte[] Png(Image image, bool sixteenBits, bool alpha)
    {
        List<byte> rows = [];
        for (int pixel = 0; pixel < Width * Height; pixel++)
        {
            foreach (byte value in image.Pixels.Slice(pixel * 3, 3))
            {
                rows.AddRange(sixteenBits ? [value, value] : [value]);
            }

            if (alpha)
            {
                rows.Add(AlphaAt(pixel % Width));
            }
        }

        return PngFile.Write(
            Width, Height, (byte)(sixteenBits ? 16 : 8), alpha ? PngFile.ColorAlpha : PngFile.Color, rows.ToArray());
    }

    // Baseline JPEG of four components as Adobe writes it, inverted; each block has its mean value only.
    private static byte[] CmykJpeg(Image image)
    {
        byte[] quantization = [0, .. Enumerable.Repeat((byte)1, 64)];
        byte[] frame = [8, 0, Height, 0, Width, 4, .. Enumerable.Range(1, 4).SelectMany(component => (byte[])[(byte)component, 0x11, 0])];
        // Means: twelve lengths with codes of four bits. Other coefficients: the end of the block, as a single zero bit.
        byte[] means = [0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Range(0, 12).Select(length => (byte)length)];
        byte[] others = [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] scan = [4, .. Enumerable.Range(1, 4).SelectMany(component => (byte[])[(byte)component, 0x00]), 0, 63, 0];
        return
        [
            0xFF, 0xD8, .. Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]), .. Segment(0xDB, quantization), .. Segment(0xC0, frame),
            .. Segment(0xC4, means), .. Segment(0xC4, others), .. Segment(0xDA, scan), .. CmykBlocks(image), 0xFF, 0xD9,
        ];
    }

    private static List<byte> CmykBlocks(Image image)
    {
        List<byte> bytes = [];
        (int held, int count) = (0, 0);
        void Write(int value, int bits)
        {
            for (int bit = bits - 1; bit >= 0; bit--)
            {
                held = held << 1 | value >> bit & 1;
                if (++count == 8)
                {
                    bytes.AddRange(held == 0xFF ? [0xFF, 0] : [(byte)held]);
                    (held, count) = (0, 0);
                }
            }
        }

        int[] before = new int[4];
        for (int y = 0; y < Height; y += Block)
        {
            for (int x = 0; x < Width; x += Block)
            {
                for (int component = 0; component < 4; component++)
                {
                    // Inverted, cyan is red, and so on; black is none.
                    int level = component < 3 ? image.Pixels[(y * Width + x) * 3 + component] : byte.MaxValue;
                    int mean = (level - 128) * 8, difference = mean - before[component];
                    before[component] = mean;
                    int length = difference == 0 ? 0 : (int)Math.Log2(Math.Abs(difference)) + 1;
                    Write(length, 4);
                    Write(difference < 0 ? difference + (1 << length) - 1 : difference, length);
                    Write(0, 1);
                }
            }
        }

        Write(0x7F, 7);
        return bytes;
    }

    private static byte[] Segment(byte marker, byte[] content) =>
        [0xFF, marker, (byte)(content.Length + 2 >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] BigEndian(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
