namespace FaceML.Imaging;

/// <summary>
/// Rotation, uniform scale and shift in the plane, without reflection:
/// <c>x′ = A·x − B·y + X</c>, <c>y′ = B·x + A·y + Y</c>.
/// </summary>
/// <param name="A">scale · cos(angle).</param>
/// <param name="B">scale · sin(angle); positive turns from the x axis towards the y axis, which points down.</param>
/// <param name="X">The shift along x in pixels.</param>
/// <param name="Y">The shift along y in pixels.</param>
public readonly record struct SimilarityTransform(float A, float B, float X, float Y)
{
    /// <summary>The transform that changes nothing.</summary>
    public static SimilarityTransform Identity => new(1, 0, 0, 0);

    /// <summary>The uniform scale, at least 0.</summary>
    public float Scale => MathF.Sqrt(A * A + B * B);

    /// <summary>The angle in radians, −π to π.</summary>
    public float Angle => MathF.Atan2(B, A);

    /// <summary>Where a point goes.</summary>
    /// <param name="point">A point of the source.</param>
    public Vector2 Apply(Vector2 point) => new(A * point.X - B * point.Y + X, B * point.X + A * point.Y + Y);

    /// <summary>The transform that undoes this one.</summary>
    /// <exception cref="InvalidOperationException">The scale is 0: there is no way back.</exception>
    public SimilarityTransform Invert()
    {
        float square = A * A + B * B;
        if (square == 0)
        {
            throw new InvalidOperationException("A similarity transform of scale 0 has no inverse.");
        }

        float a = A / square, b = -B / square;
        return new(a, b, -(a * X - b * Y), -(b * X + a * Y));
    }
}
