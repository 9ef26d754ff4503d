namespace FaceML.Imaging;

/// <summary>The eight EXIF orientations (EXIF 2.32, tag 0x0112): how stored rows and columns become upright ones.</summary>
internal static class Orientation
{
    public static Image Apply(Image stored, int orientation)
    {
        if (orientation is < 2 or > 8)
        {
            return stored;
        }

        bool transposed = orientation >= 5;
        int width = transposed ? stored.Height : stored.Width, height = transposed ? stored.Width : stored.Height;
        Image upright = new(width, height);
        ReadOnlySpan<byte> source = stored.Pixels;
        Span<byte> target = upright.Pixels;
        // Seen from the upright image: is the stored column counted backwards, is the stored row?
        bool flipColumn = orientation is 2 or 3 or 7 or 8, flipRow = orientation is 3 or 4 or 6 or 7;
        int at = 0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, at += 3)
            {
                int column = transposed ? y : x, row = transposed ? x : y;
                column = flipColumn ? stored.Width - 1 - column : column;
                row = flipRow ? stored.Height - 1 - row : row;
                source.Slice((row * stored.Width + column) * 3, 3).CopyTo(target[at..]);
            }
        }

        return upright;
    }
}
