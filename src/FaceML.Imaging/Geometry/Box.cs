namespace FaceML.Imaging;

/// <summary>An axis-aligned rectangle in pixels of the upright image, edges as coordinates (not inclusive pixel indices).</summary>
/// <param name="Left">The x of the left edge.</param>
/// <param name="Top">The y of the upper edge.</param>
/// <param name="Right">The x of the right edge.</param>
/// <param name="Bottom">The y of the lower edge.</param>
public readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    /// <summary>Right − Left.</summary>
    public float Width => Right - Left;

    /// <summary>Bottom − Top.</summary>
    public float Height => Bottom - Top;

    /// <summary>The area in square pixels; 0 for an empty or inverted box.</summary>
    public float Area => MathF.Max(0, Width) * MathF.Max(0, Height);

    /// <summary>The middle.</summary>
    public System.Numerics.Vector2 Center => new((Left + Right) / 2, (Top + Bottom) / 2);

    /// <summary>The part of this box that lies inside an image of the given size; possibly empty.</summary>
    /// <param name="width">The image's width.</param>
    /// <param name="height">The image's height.</param>
    public Box ClipTo(int width, int height) =>
        new(Math.Clamp(Left, 0, width), Math.Clamp(Top, 0, height), Math.Clamp(Right, 0, width), Math.Clamp(Bottom, 0, height));

    /// <summary>Intersection over union with another box, 0 to 1.</summary>
    /// <param name="other">The other box.</param>
    public float IntersectionOverUnion(in Box other)
    {
        float width = MathF.Min(Right, other.Right) - MathF.Max(Left, other.Left);
        float height = MathF.Min(Bottom, other.Bottom) - MathF.Max(Top, other.Top);
        if (width <= 0 || height <= 0)
        {
            return 0;
        }

        float intersection = width * height;
        return intersection / (Area + other.Area - intersection);
    }
}
