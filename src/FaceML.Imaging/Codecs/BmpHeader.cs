using System.Buffers.Binary;

namespace FaceML.Imaging;

/// <summary>
/// What stands before the pixels of a BMP file: the headers of Windows (BITMAPINFOHEADER to BITMAPV5HEADER) and OS/2 (BITMAPCOREHEADER and
/// its successor), as Microsoft's documentation of the structures and of <c>biCompression</c> has them.
/// </summary>
internal readonly record struct BmpHeader
{
    private const int FileHeader = 14; // "BM", file size, reserved, offset of the pixels
    private const int CoreHeader = 12;
    private const int InfoHeader = 40;
    private const int V2Header = 52; // the masks of red, green and blue are part of the header from here on
    private const int V3Header = 56; // and that of alpha
    private const int Os2Header = 64;
    private const int V5Header = 124;
    private const int Masks = FileHeader + InfoHeader;

    public int Width { get; private init; }

    public int Height { get; private init; }

    /// <summary>Whether the first row of the file is the top one.</summary>
    public bool TopDown { get; private init; }

    /// <summary>Bits a pixel: 1, 4 or 8 with a palette, 16, 24 or 32 without.</summary>
    public int Depth { get; private init; }

    /// <summary>Whether rows are coded as runs of equal pixels.</summary>
    public bool RunLengths { get; private init; }

    /// <summary>Where the pixels begin.</summary>
    public int Pixels { get; private init; }

    /// <summary>Where the palette begins.</summary>
    public int Palette { get; private init; }

    /// <summary>Bytes a color of the palette; blue, green and red come first.</summary>
    public int PaletteStep { get; private init; }

    /// <summary>Colors of the palette.</summary>
    public int PaletteCount { get; private init; }

    /// <summary>Which bits of a pixel hold red; of 16 and 32 bits a pixel.</summary>
    public uint Red { get; private init; }

    /// <summary>Which bits of a pixel hold green.</summary>
    public uint Green { get; private init; }

    /// <summary>Which bits of a pixel hold blue.</summary>
    public uint Blue { get; private init; }

    /// <summary>Which bits of a pixel hold opacity; 0 when none do.</summary>
    public uint Alpha { get; private init; }

    /// <summary>
    /// Whether bytes begin like such a file. Two letters are too few to tell it from a text, so the length of the header must be one that
    /// exists.
    /// </summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= FileHeader + 4 && bytes.StartsWith("BM"u8) && Length(bytes) is CoreHeader or >= 16 and <= V5Header;

    /// <summary>Reads it.</summary>
    /// <exception cref="ImageFormatException">
    /// It contradicts itself, the file ends in it, or the pixels are coded in a way that is not read.
    /// </exception>
    public static BmpHeader Read(ReadOnlySpan<byte> file, string? name)
    {
        uint length = Length(file);
        if (file.Length < FileHeader + length)
        {
            throw Broken(name, "its header is not complete");
        }

        bool core = length == CoreHeader;
        int width = core ? U16(file, 18) : I32(file, 18), height = core ? U16(file, 20) : I32(file, 22);
        if (width <= 0 || height is 0 or int.MinValue)
        {
            throw Broken(name, $"its size is {width}×{height}");
        }

        int depth = U16(file, core ? 24 : 28);
        uint compression = length >= 20 ? U32(file, 30) : 0, colors = length >= 36 ? U32(file, 46) : 0;
        bool fields = compression is 3 or 6, runs = compression is 1 or 2;
        bool known = length == Os2Header && compression >= 3 ? false : compression switch
        {
            0 => depth is 1 or 4 or 8 or 16 or 24 or 32,
            1 => depth == 8,
            2 => depth == 4,
            3 or 6 => depth is 16 or 32 && length is InfoHeader or >= V2Header,
            _ => false,
        };
        if (!known)
        {
            throw new ImageFormatException(ImageFormatError.UnsupportedFormat, name,
                $"BMP of {depth} bits a pixel with compression {compression} is not read; "
                + $"uncompressed pixels, bit fields, RLE4 and RLE8 are");
        }

        int masks = !fields ? 0 : compression == 6 || length >= V3Header ? 4 : 3;
        int palette = FileHeader + (int)length + (length == InfoHeader ? masks * 4 : 0), step = core ? 3 : 4;
        uint pixels = U32(file, 10);
        if (pixels < palette || pixels > file.Length)
        {
            throw Broken(name, $"its pixels begin at byte {pixels} of {file.Length}");
        }

        int count = 0;
        if (depth <= 8)
        {
            uint most = 1u << depth;
            count = (int)Math.Min(colors == 0 ? most : Math.Min(colors, most), (pixels - palette) / step);
            if (count == 0)
            {
                throw Broken(name, "it has no palette");
            }
        }

        BmpHeader header = new()
        {
            Width = width,
            Height = Math.Abs(height),
            TopDown = height < 0,
            Depth = depth,
            RunLengths = runs,
            Pixels = (int)pixels,
            Palette = palette,
            PaletteStep = step,
            PaletteCount = count,
            Red = masks > 0 ? U32(file, Masks) : depth == 16 ? 0x7C00u : 0xFF0000,
            Green = masks > 0 ? U32(file, Masks + 4) : depth == 16 ? 0x3E0u : 0xFF00,
            Blue = masks > 0 ? U32(file, Masks + 8) : depth == 16 ? 0x1Fu : 0xFF,
            Alpha = masks > 3 ? U32(file, Masks + 12) : 0,
        };
        return AreFields(header.Red, header.Green, header.Blue, header.Alpha, depth)
            ? header
            : throw Broken(name, "its bit fields have gaps or overlap");
    }

    public static ImageFormatException Broken(string? name, string reason) => ImageDecoder.Unreadable(ImageFormat.Bmp, name, reason);

    private static bool AreFields(uint red, uint green, uint blue, uint alpha, int depth)
    {
        uint seen = depth == 16 ? 0xFFFF0000 : 0; // bits that no pixel has
        foreach (uint mask in (ReadOnlySpan<uint>)[red, green, blue, alpha])
        {
            uint field = mask == 0 ? 0 : mask >> System.Numerics.BitOperations.TrailingZeroCount(mask);
            if ((field & (field + 1)) != 0 || (mask & seen) != 0)
            {
                return false;
            }

            seen |= mask;
        }

        return true;
    }

    private static uint Length(ReadOnlySpan<byte> file) => U32(file, FileHeader);

    private static int U16(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);

    private static int I32(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file[at..]);

    private static uint U32(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);
}
