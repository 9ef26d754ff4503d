namespace FaceML.Imaging;

/// <summary>Shapes as signed distances (negative inside), which makes smooth edges a matter of one clamp.</summary>
internal static class Shape
{
    public static Box Grow(in Box box, float by) => new(box.Left - by, box.Top - by, box.Right + by, box.Bottom + by);

    /// <summary>The distance to a rectangle of the given half sides, its corners rounded by the radius outside them.</summary>
    public static float RoundedBox(Vector2 point, Vector2 halfSides, float radius)
    {
        Vector2 q = Vector2.Abs(point) - halfSides;
        return Vector2.Max(q, Vector2.Zero).Length() + MathF.Min(MathF.Max(q.X, q.Y), 0) - radius;
    }

    /// <summary>Paints where the distance is negative; half covered pixels are blended.</summary>
    public static void Fill(Image image, in Box within, Rgb color, Func<Vector2, float> distance, float opacity = 1)
    {
        Box clipped = within.ClipTo(image.Width, image.Height);
        int right = (int)MathF.Ceiling(clipped.Right), bottom = (int)MathF.Ceiling(clipped.Bottom);
        for (int y = (int)clipped.Top; y < bottom; y++)
        {
            for (int x = (int)clipped.Left; x < right; x++)
            {
                float cover = Math.Clamp(0.5f - distance(new(x + 0.5f, y + 0.5f)), 0, 1) * opacity;
                if (cover > 0)
                {
                    Blend(image.Pixels.Slice((y * image.Width + x) * 3, 3), color, cover);
                }
            }
        }
    }

    public static void Blend(Span<byte> pixel, Rgb color, float cover)
    {
        pixel[0] = (byte)(pixel[0] + (color.Red - pixel[0]) * cover + 0.5f);
        pixel[1] = (byte)(pixel[1] + (color.Green - pixel[1]) * cover + 0.5f);
        pixel[2] = (byte)(pixel[2] + (color.Blue - pixel[2]) * cover + 0.5f);
    }
}
