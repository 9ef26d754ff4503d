namespace FaceML.Imaging;

/// <summary>Boxes and transforms come out of networks: what is not finite or absurd is refused before it becomes an index.</summary>
internal static class Regions
{
    // Beyond this a float no longer tells neighboring pixels apart.
    private const float Furthest = 1 << 22;

    public static void Check(in Box box)
    {
        bool sane = box.Width > 0 && box.Height > 0 && MathF.Abs(box.Left) <= Furthest && MathF.Abs(box.Right) <= Furthest
            && MathF.Abs(box.Top) <= Furthest && MathF.Abs(box.Bottom) <= Furthest;
        if (!sane)
        {
            throw new ArgumentOutOfRangeException(
                nameof(box), box, $"A region needs finite edges, at most {Furthest:N0} pixels away, right of left and bottom below top.");
        }
    }

    public static void Check(in SimilarityTransform transform)
    {
        float square = transform.A * transform.A + transform.B * transform.B;
        if (!(square > 0 && float.IsFinite(square) && float.IsFinite(1 / square) && float.IsFinite(transform.X)
            && float.IsFinite(transform.Y)))
        {
            throw new ArgumentException($"A transform needs finite numbers and a scale above 0; it is {transform}.", nameof(transform));
        }
    }
}
