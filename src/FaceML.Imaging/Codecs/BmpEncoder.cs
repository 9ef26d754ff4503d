using System.Buffers.Binary;

namespace FaceML.Imaging;

/// <summary>BMP files, which libvips does not write: 24 bits a pixel, not compressed, the last row first.</summary>
internal static class BmpEncoder
{
    private const int Headers = 54; // BITMAPFILEHEADER and BITMAPINFOHEADER
    private const int PixelsPerMeter = 3780; // 96 per inch

    public static byte[] Encode(Image image)
    {
        int length = image.Width * 3, stride = checked(length + 3) / 4 * 4;
        byte[] file = new byte[checked(Headers + stride * image.Height)];
        "BM"u8.CopyTo(file);
        ReadOnlySpan<int> fields =
        [
            file.Length, 0, Headers,
            40, image.Width, image.Height, 1 | 24 << 16, 0, stride * image.Height, PixelsPerMeter, PixelsPerMeter, 0, 0,
        ];
        for (int i = 0; i < fields.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2 + i * 4), fields[i]);
        }

        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = image.Pixels.Slice(y * length, length);
            Span<byte> target = file.AsSpan(Headers + (image.Height - 1 - y) * stride, length);
            for (int x = 0; x < length; x += 3)
            {
                (target[x], target[x + 1], target[x + 2]) = (row[x + 2], row[x + 1], row[x]);
            }
        }

        return file;
    }
}
