namespace FaceML.Imaging;

/// <summary>Tells formats by their first bytes, so that only decoders which are meant to run ever see a stranger's bytes.</summary>
internal static class FormatSniffer
{
    /// <summary>The most bytes that are looked at.</summary>
    public const int HeaderLength = 64;

    /// <summary>The format.</summary>
    /// <exception cref="ImageFormatException">It is none of those that are read.</exception>
    public static ImageFormat Sniff(ReadOnlySpan<byte> bytes, string? name)
    {
        if (bytes.IsEmpty)
        {
            throw new ImageFormatException(ImageFormatError.Empty, name, "there are no bytes");
        }

        if (Known(bytes) is { } format)
        {
            return format;
        }

        throw Refused(bytes) is { } refused
            ? new ImageFormatException(ImageFormatError.UnsupportedFormat, name, $"{refused} is not read; {Readable}")
            : new ImageFormatException(
                ImageFormatError.UnknownFormat, name, $"its first bytes ({Hex(bytes)}) are of no image format; {Readable}");
    }

    private const string Readable = "JPEG, PNG, WebP, GIF, TIFF, AVIF and BMP are";

    private static ImageFormat? Known(ReadOnlySpan<byte> b) =>
        b.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? ImageFormat.Jpeg
        : b.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? ImageFormat.Png
        : b.Length >= 12 && b.StartsWith("RIFF"u8) && b[8..].StartsWith("WEBP"u8) ? ImageFormat.WebP
        : b.StartsWith("GIF87a"u8) || b.StartsWith("GIF89a"u8) ? ImageFormat.Gif
        : b.StartsWith("II*\0"u8) || b.StartsWith("MM\0*"u8) || b.StartsWith("II+\0"u8) || b.StartsWith("MM\0+"u8) ? ImageFormat.Tiff
        : IsAvif(b) ? ImageFormat.Avif
        : BmpHeader.Begins(b) ? ImageFormat.Bmp
        : null;

    // ISO/IEC 14496-12 file type box: size, "ftyp", major brand, minor version, compatible brands.
    private static bool IsAvif(ReadOnlySpan<byte> b)
    {
        if (b.Length < 16 || !b[4..].StartsWith("ftyp"u8))
        {
            return false;
        }

        int end = (int)Math.Min(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(b), Math.Min((uint)b.Length, HeaderLength));
        for (int at = 8; at + 4 <= end; at += 4)
        {
            if (b.Slice(at, 4).SequenceEqual("avif"u8) || b.Slice(at, 4).SequenceEqual("avis"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Refused(ReadOnlySpan<byte> b)
    {
        ReadOnlySpan<byte> text = b.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? b[3..] : b;
        text = text.TrimStart(" \t\r\n"u8);
        return b.StartsWith("%PDF"u8) ? "PDF"
            : b.StartsWith("%!PS"u8) ? "PostScript"
            : b.StartsWith("8BPS"u8) ? "Photoshop"
            : b.StartsWith("SIMPLE"u8) ? "FITS"
            : b.StartsWith("#?RADIANCE"u8) ? "Radiance HDR"
            : b.StartsWith((ReadOnlySpan<byte>)[0x76, 0x2F, 0x31, 0x01]) ? "OpenEXR"
            : b.StartsWith((ReadOnlySpan<byte>)[0x00, 0x00, 0x01, 0x00]) ? "ICO"
            : b.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x0A]) || b.Length >= 12 && b[4..].StartsWith("JXL "u8) ? "JPEG XL"
            : b.Length >= 12 && b[4..].StartsWith("jP  "u8) || b.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]) ? "JPEG 2000"
            : b.Length >= 12 && b[4..].StartsWith("ftyp"u8) ? $"HEIF or a film (brand {Printable(b.Slice(8, 4))})"
            : text.StartsWith("<svg"u8) || text.StartsWith("<?xml"u8) || text.StartsWith("<!DOCTYPE svg"u8) ? "SVG or XML"
            : text.StartsWith("<"u8) ? "HTML or XML"
            : b.Length >= 2 && b[0] == (byte)'P' && b[1] is >= (byte)'1' and <= (byte)'7' ? "Netpbm"
            : null;
    }

    private static string Printable(ReadOnlySpan<byte> bytes) =>
        string.Concat(bytes.ToArray().Select(b => b is >= 0x20 and < 0x7F ? (char)b : '?'));

    private static string Hex(ReadOnlySpan<byte> bytes) =>
        string.Join(' ', Convert.ToHexString(bytes[..Math.Min(8, bytes.Length)]).Chunk(2).Select(pair => new string(pair)));
}
