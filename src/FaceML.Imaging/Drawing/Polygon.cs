namespace FaceML.Imaging;

/// <summary>A closed outline as a signed distance.</summary>
internal static class Polygon
{
    /// <summary>The distance to the outline, negative inside by the even-odd rule.</summary>
    public static float Distance(Vector2 point, IReadOnlyList<Vector2> corners)
    {
        float nearest = float.PositiveInfinity;
        bool inside = false;
        for (int i = 0, before = corners.Count - 1; i < corners.Count; before = i++)
        {
            Vector2 a = corners[before], b = corners[i], edge = b - a, offset = point - a;
            float along = edge == Vector2.Zero ? 0 : Math.Clamp(Vector2.Dot(offset, edge) / edge.LengthSquared(), 0, 1);
            nearest = MathF.Min(nearest, (offset - edge * along).LengthSquared());
            inside ^= (a.Y > point.Y) != (b.Y > point.Y) && point.X < a.X + edge.X * (point.Y - a.Y) / edge.Y;
        }

        return inside ? -MathF.Sqrt(nearest) : MathF.Sqrt(nearest);
    }

    /// <summary>The smallest box around the corners, grown by a pixel for the smooth edge.</summary>
    public static Box Around(IReadOnlyList<Vector2> corners) => Shape.Grow(
        new Box(corners.Min(c => c.X), corners.Min(c => c.Y), corners.Max(c => c.X), corners.Max(c => c.Y)), 1);
}
