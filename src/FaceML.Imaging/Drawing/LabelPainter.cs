namespace FaceML.Imaging;

/// <summary>Lays a label out and paints it: the ground, then the letters.</summary>
internal static class LabelPainter
{
    private const float Weight = 0.13f; // a stroke's thickness as a part of a capital's height
    private const float Padding = 0.42f; // around the text, likewise

    public static Vector2 Measure(string text, float height)
    {
        float padding = height * Padding;
        return new(StrokeFont.Width(text) * height / StrokeFont.CapHeight + 2 * padding, height + 2 * padding);
    }

    public static Box Draw(Image image, Vector2 anchor, string text, Rgb background, float height)
    {
        float unit = height / StrokeFont.CapHeight, padding = height * Padding;
        Vector2 size = Measure(text, height);
        (float width, float total) = (size.X, size.Y);
        // Moved rather than cut: to the left edge at last, where the text begins.
        float left = MathF.Round(MathF.Max(0, MathF.Min(anchor.X, image.Width - width)));
        float top = MathF.Round(Math.Clamp(anchor.Y - total, 0, MathF.Max(0, image.Height - total)));
        Box ground = new(left, top, left + width, top + total);
        float radius = MathF.Min(padding * 0.7f, total / 2);
        Vector2 center = ground.Center, extent = new(width / 2 - radius, total / 2 - radius);
        Shape.Fill(image, Shape.Grow(ground, 1), background, point => Shape.RoundedBox(point - center, extent, radius));
        bool dark = 0.299f * background.Red + 0.587f * background.Green + 0.114f * background.Blue > 140;
        DrawText(image, text, new Vector2(left + padding, top + padding), unit, height * Weight / 2, dark ? Rgb.Black : Rgb.White);
        return ground;
    }

    // Strokes of one text touch and cross: where they do, the larger cover counts, not both.
    private static void DrawText(Image image, string text, Vector2 origin, float unit, float half, Rgb color)
    {
        Box ink = new Box(origin.X - half - 1, origin.Y - half - 1, origin.X + StrokeFont.Width(text) * unit + half + 1,
            origin.Y + (StrokeFont.CapHeight + StrokeFont.Descent) * unit + half + 1).ClipTo(image.Width, image.Height);
        int left = (int)ink.Left, top = (int)ink.Top, columns = (int)MathF.Ceiling(ink.Right) - left, rows =
            (int)MathF.Ceiling(ink.Bottom) - top;
        float[] cover = new float[Math.Max(0, columns * rows)];
        foreach (Vector2[] stroke in StrokeFont.Strokes(text))
        {
            for (int i = 0; i < Math.Max(1, stroke.Length - 1); i++)
            {
                Vector2 shift = origin - new Vector2(left, top);
                Cover(cover, columns, rows, stroke[i] * unit + shift, stroke[Math.Min(i + 1, stroke.Length - 1)] * unit + shift,
                    stroke.Length == 1 ? half * 1.3f : half);
            }
        }

        for (int i = 0; i < cover.Length; i++)
        {
            if (cover[i] > 0)
            {
                int at = ((top + i / columns) * image.Width + left + i % columns) * 3;
                Shape.Blend(image.Pixels.Slice(at, 3), color, cover[i]);
            }
        }
    }

    private static void Cover(float[] cover, int columns, int rows, Vector2 a, Vector2 b, float half)
    {
        Vector2 low = Vector2.Min(a, b) - new Vector2(half + 1), high = Vector2.Max(a, b) + new Vector2(half + 1), along = b - a;
        float square = MathF.Max(along.LengthSquared(), 1e-6f);
        for (int y = (int)Math.Clamp(low.Y, 0, rows); y < Math.Min(rows, high.Y); y++)
        {
            for (int x = (int)Math.Clamp(low.X, 0, columns); x < Math.Min(columns, high.X); x++)
            {
                Vector2 from = new Vector2(x + 0.5f, y + 0.5f) - a;
                float distance = (from - along * Math.Clamp(Vector2.Dot(from, along) / square, 0, 1)).Length() - half;
                cover[y * columns + x] = MathF.Max(cover[y * columns + x], Math.Clamp(0.5f - distance, 0, 1));
            }
        }
    }
}
