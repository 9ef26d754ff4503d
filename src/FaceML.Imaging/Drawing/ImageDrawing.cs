namespace FaceML.Imaging;

/// <summary>
/// Boxes, points and labels for people to look at. Draws into the image it is given; not to be called on one image from two threads.
/// </summary>
public static class ImageDrawing
{
    /// <summary>The line thickness that suits an image of this size, in pixels.</summary>
    /// <param name="image">The image.</param>
    public static float SuitingThickness(this Image image) => MathF.Max(1.5f, MathF.Max(image.Width, image.Height) / 400f);

    /// <summary>Draws a rectangle's outline with rounded corners, smooth at the edges; what lies outside the image is left out.</summary>
    /// <param name="image">The image that is changed.</param>
    /// <param name="box">The rectangle; the line runs along its edges.</param>
    /// <param name="color">The line's color.</param>
    /// <param name="thickness">The line's thickness in pixels; 0 for <see cref="SuitingThickness"/>.</param>
    public static void DrawBox(this Image image, Box box, Rgb color, float thickness = 0)
    {
        ArgumentNullException.ThrowIfNull(image);
        Regions.Check(box);
        float half = (thickness > 0 ? thickness : image.SuitingThickness()) / 2;
        float radius = MathF.Min(half * 4, MathF.Min(box.Width, box.Height) / 4);
        Vector2 center = box.Center, extent = new(box.Width / 2 - radius, box.Height / 2 - radius);
        Box around = Shape.Grow(box, half + 1);
        float band = MathF.Min(half + 1 + radius + half, around.Height / 2);
        float Line(Vector2 point) => MathF.Abs(Shape.RoundedBox(point - center, extent, radius)) - half;

        // Only the frame is looked at, in four parts that share no pixel.
        float upper = MathF.Ceiling(around.Top + band), lower = MathF.Max(upper, MathF.Floor(around.Bottom - band));
        float west = MathF.Ceiling(around.Left + half + 2 + half), east = MathF.Max(west, MathF.Floor(around.Right - half - 2 - half));
        Shape.Fill(image, around with { Bottom = upper }, color, Line);
        Shape.Fill(image, around with { Top = lower }, color, Line);
        Shape.Fill(image, new Box(around.Left, upper, west, lower), color, Line);
        Shape.Fill(image, new Box(east, upper, around.Right, lower), color, Line);
    }

    /// <summary>Draws a filled dot with a thin dark rim, so that it shows on any ground.</summary>
    /// <param name="image">The image that is changed.</param>
    /// <param name="point">The middle, in pixels.</param>
    /// <param name="color">The dot's color.</param>
    /// <param name="radius">The radius in pixels; 0 for one that suits the image.</param>
    public static void DrawPoint(this Image image, Vector2 point, Rgb color, float radius = 0)
    {
        ArgumentNullException.ThrowIfNull(image);
        float r = radius > 0 ? radius : image.SuitingThickness() * 1.2f;
        Box around = new(point.X - r - 2, point.Y - r - 2, point.X + r + 2, point.Y + r + 2);
        Shape.Fill(image, around, Rgb.Black, p => (p - point).Length() - r - MathF.Max(0.7f, r * 0.25f));
        Shape.Fill(image, around, color, p => (p - point).Length() - r);
    }

    /// <summary>Fills a closed outline, smooth at the edges; what lies outside the image is left out.</summary>
    /// <param name="image">The image that is changed.</param>
    /// <param name="corners">The outline in pixels, at least three points, the last joined to the first; where it crosses itself the
    /// even-odd rule holds.</param>
    /// <param name="color">The color.</param>
    /// <exception cref="ArgumentException">Fewer than three points, or one that is not finite.</exception>
    public static void FillPolygon(this Image image, IReadOnlyList<Vector2> corners, Rgb color)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(corners);
        if (corners.Count < 3 || corners.Any(c => !float.IsFinite(c.X) || !float.IsFinite(c.Y)))
        {
            throw new ArgumentException($"A polygon has at least three finite corners; {corners.Count} came.", nameof(corners));
        }

        Shape.Fill(image, Polygon.Around(corners), color, point => Polygon.Distance(point, corners));
    }

    /// <summary>The size of a label of <see cref="DrawLabel"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="height">A capital letter's height in pixels, above 0.</param>
    public static Vector2 MeasureLabel(string text, float height)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        return LabelPainter.Measure(text, height);
    }

    /// <summary>
    /// Writes a short text on a filled ground. The label is moved so that it stays inside the image; where it does not fit, its beginning
    /// shows.
    /// </summary>
    /// <param name="image">The image that is changed.</param>
    /// <param name="anchor">Where the label's lower left corner goes, in pixels: the upper left corner of a box, for one.</param>
    /// <param name="text">Latin letters without accents, digits and common signs; others show as an empty box.</param>
    /// <param name="background">The ground's color; the letters are black or white, whichever shows better.</param>
    /// <param name="height">A capital letter's height in pixels; 0 for one that suits the image.</param>
    /// <returns>Where the label went.</returns>
    public static Box DrawLabel(this Image image, Vector2 anchor, string text, Rgb background, float height = 0)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(text);
        return LabelPainter.Draw(image, anchor, text, background, height > 0 ? height : MathF.Max(9, image.SuitingThickness() * 4.5f));
    }
}
