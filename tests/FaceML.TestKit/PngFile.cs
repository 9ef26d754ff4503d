using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace FaceML.TestKit;

/// <summary>PNG files written by hand (ISO/IEC 15948), for the kinds that our own encoder does not make.</summary>
public static class PngFile
{
    /// <summary>The color type of one gray sample a pixel.</summary>
    public const byte Gray = 0;

    /// <summary>The color type of R, G, B.</summary>
    public const byte Color = 2;

    /// <summary>The color type of an index a pixel.</summary>
    public const byte Palette = 3;

    /// <summary>The color type of gray and alpha.</summary>
    public const byte GrayAlpha = 4;

    /// <summary>The color type of R, G, B and alpha.</summary>
    public const byte ColorAlpha = 6;

    /// <summary>A file of rows.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="depth">Bits a sample.</param>
    /// <param name="type">The color type.</param>
    /// <param name="rows">Samples of all rows, without filter bytes.</param>
    /// <param name="palette">R, G, B entries of a palette.</param>
    public static byte[] Write(int width, int height, byte depth, byte type, ReadOnlySpan<byte> rows, ReadOnlySpan<byte> palette = default)
    {
        int stride = height == 0 ? 0 : rows.Length / height;
        using MemoryStream raw = new();
        for (int y = 0; y < height; y++)
        {
            raw.WriteByte(0);
            raw.Write(rows.Slice(y * stride, stride));
        }

        return Assemble(width, height, depth, type, raw.ToArray(), palette);
    }

    /// <summary>A file whose header promises a size and whose compressed data are of zeros, far fewer than promised.</summary>
    public static byte[] Bomb(int width, int height) => Assemble(width, height, 8, Color, new byte[1 << 20], default);

    /// <summary>A file whose compressed data need not be what its header says.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="depth">Bits a sample.</param>
    /// <param name="type">The color type.</param>
    /// <param name="raw">What is compressed: rows, each after a filter byte.</param>
    /// <param name="palette">R, G, B entries of a palette.</param>
    public static byte[] Assemble(int width, int height, byte depth, byte type, byte[] raw, ReadOnlySpan<byte> palette = default)
    {
        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, type);
        Chunk(file, "IHDR", header);
        if (!palette.IsEmpty)
        {
            Chunk(file, "PLTE", palette);
        }

        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(raw);
        }

        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, ReadOnlySpan<byte> data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
