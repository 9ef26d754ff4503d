using System.Buffers.Binary;
using System.Text;
using FaceML.TestKit;

namespace FaceML.AspNetCore.Tests.Hostile;

/// <summary>Files that are not the images that they say they are.</summary>
internal static class HostileImages
{
    /// <summary>A PNG of a thousand bytes that says it is 65,535 pixels wide and high.</summary>
    public static byte[] HugePng { get; } = PngFile.Bomb(65_535, 65_535);

    /// <summary>A PNG of few bytes whose rows unpack to a thousand times as many, within the limit of pixels.</summary>
    public static byte[] PackedPng { get; } = PngFile.Assemble(6_000, 6_000, 1, PngFile.Gray, new byte[6_000 * 751]);

    /// <summary>A PNG whose rows unpack to more than its size says.</summary>
    public static byte[] OverlongPng { get; } = PngFile.Assemble(16, 16, 8, PngFile.Gray, new byte[8 << 20]);

    /// <summary>A text in which each name stands for ten of the one before.</summary>
    public static byte[] EntitySvg { get; } = Encoding.UTF8.GetBytes(
        "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a0 \"a\">"
        + string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY a{i} \"{string.Concat(Enumerable.Repeat($"&a{i - 1};", 10))}\">"))
        + "]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&a9;</text></svg>");

    /// <summary>A GIF of one frame that says it is 65,535 pixels wide and high.</summary>
    public static byte[] HugeGif { get; } =
        [.. "GIF89a"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0xF7, 0, 0, .. new byte[768], 0x2C, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 8, 0, 0x3B];

    /// <summary>A BMP with a negative width and a palette that lies outside of the file.</summary>
    public static byte[] WrongBmp { get; } =
    [
        .. "BM"u8, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, 40, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0x80, 1, 0, 8, 0,
        .. new byte[24],
    ];

    /// <summary>The JPEG with another height and width in its frame header.</summary>
    public static byte[] Resized(byte[] jpeg, ushort height, ushort width)
    {
        byte[] copy = [.. jpeg];
        for (int i = 2; i + 9 < copy.Length && copy[i] == 0xFF; i += 2 + BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(i + 2)))
        {
            if (copy[i + 1] is 0xC0 or 0xC2)
            {
                BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(i + 5), height);
                BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(i + 7), width);
                break;
            }
        }

        return copy;
    }

    /// <summary>Bytes with some changed, left out or put in.</summary>
    public static byte[] Mutated(Random random, byte[] bytes, int from = 0)
    {
        List<byte> copy = [.. bytes];
        for (int change = random.Next(1, 20); change > 0 && copy.Count > from + 1; change--)
        {
            int at = random.Next(from, copy.Count);
            switch (random.Next(3))
            {
                case 0:
                    copy[at] = (byte)random.Next(256);
                    break;
                case 1:
                    copy.RemoveRange(at, random.Next(Math.Min(64, copy.Count - at)));
                    break;
                default:
                    copy.InsertRange(at, Enumerable.Range(0, random.Next(1, 64)).Select(_ => (byte)random.Next(256)));
                    break;
            }
        }

        return [.. copy];
    }
}
