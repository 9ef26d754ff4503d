namespace FaceML.Imaging.Tests;

/// <summary>
/// Animated GIF files written by hand (GIF89a). The table of the compression is cleared before its codes grow beyond
/// eight bits, so that every code is one byte.
/// </summary>
internal static class GifFile
{
    /// <summary>One flat frame a color.</summary>
    public static byte[] Animation(int width, int height, params Rgb[] frames)
    {
        List<byte> file = [.. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0xF6, 0, 0];
        for (int i = 0; i < 128; i++)
        {
            Rgb color = i < frames.Length ? frames[i] : Rgb.Black;
            file.AddRange([color.Red, color.Green, color.Blue]);
        }

        for (int i = 0; i < frames.Length; i++)
        {
            file.AddRange([0x21, 0xF9, 4, 0, 10, 0, 0, 0]); // a tenth of a second
            file.AddRange([0x2C, 0, 0, 0, 0, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 7]);
            for (int left = width * height; left > 0; left -= 100)
            {
                int count = Math.Min(left, 100);
                file.AddRange([(byte)(count + 1), 128]);
                file.AddRange(Enumerable.Repeat((byte)i, count));
            }

            file.AddRange([1, 129, 0]);
        }

        file.Add(0x3B);
        return [.. file];
    }
}
