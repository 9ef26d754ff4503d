using System.Buffers.Binary;

namespace FaceML.Imaging.Tests;

/// <summary>BMP files written by hand, for the kinds that our own encoder does not make.</summary>
internal static class BmpFile
{
    /// <summary>The size of the header that OS/2 began with.</summary>
    public const int Core = 12;

    /// <summary>The size of the header that most files have.</summary>
    public const int Info = 40;

    /// <summary>The size of Windows' newest header.</summary>
    public const int V5 = 124;

    /// <param name="width">Columns.</param>
    /// <param name="height">Rows, negative when the top one comes first.</param>
    /// <param name="depth">Bits a pixel.</param>
    /// <param name="pixels">What follows the headers and the palette.</param>
    /// <param name="palette">Colors.</param>
    /// <param name="compression">How pixels are coded.</param>
    /// <param name="masks">Bits of red, green, blue and, perhaps, opacity.</param>
    /// <param name="header">Size of the second header.</param>
    /// <param name="colors">How many colors the header says there are.</param>
    public static byte[] Write(
        int width, int height, int depth, byte[] pixels, Rgb[]? palette = null, int compression = 0, uint[]? masks = null, int header =
            Info,
        int colors = 0)
    {
        byte[] info = new byte[header];
        BinaryPrimitives.WriteInt32LittleEndian(info, header);
        if (header == Core)
        {
            (info[4], info[6], info[8], info[10]) = ((byte)width, (byte)height, 1, (byte)depth);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(info.AsSpan(4), width);
            BinaryPrimitives.WriteInt32LittleEndian(info.AsSpan(8), height);
            (info[12], info[14]) = (1, (byte)depth);
            if (header >= Info)
            {
                info[16] = (byte)compression;
                BinaryPrimitives.WriteInt32LittleEndian(info.AsSpan(32), colors);
            }
        }

        byte[] fields = new byte[4 * (masks?.Length ?? 0)];
        for (int i = 0; i < fields.Length / 4; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(fields.AsSpan(i * 4), masks![i]);
        }

        if (header > Info)
        {
            fields.CopyTo(info, Info);
            fields = [];
        }

        byte[] end = header == Core ? [] : [0];
        byte[] entries = [.. (palette ?? []).SelectMany(color => (byte[])[color.Blue, color.Green, color.Red, .. end])];
        byte[] file = [.. "BM"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. info, .. fields, .. entries, .. pixels];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), file.Length - pixels.Length);
        return file;
    }
}
