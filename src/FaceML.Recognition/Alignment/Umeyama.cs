namespace FaceML.Recognition;

/// <summary>
/// The least-squares similarity between two sets of points: S. Umeyama, "Least-squares estimation of transformation
/// parameters between two point patterns", IEEE TPAMI 13(4), 1991, equations 40 to 42.
/// </summary>
/// <remarks>
/// In the plane the singular value decomposition of the covariance has a closed form: with the covariance's
/// <c>c = xx + yy</c> and <c>s = xy − yx</c>, tr(DS) = √(c² + s²), R = (c, −s; s, c) / tr(DS), and the scale is tr(DS) over the
/// variance of the source. That is Umeyama's solution with the sign correction, so never a reflection. Computed in double precision.
/// </remarks>
internal static class Umeyama
{
    // Below this share of a point's own size, what is left of it after centring is rounding.
    private const double Negligible = 1e-10;

    /// <summary>
    /// Finds the transform that takes <paramref name="from"/> to <paramref name="to"/> with the least sum of squared distances.
    /// </summary>
    /// <param name="from">At least two points.</param>
    /// <param name="to">As many points.</param>
    /// <param name="transform">The transform, or the default value.</param>
    /// <returns>
    /// <see langword="false"/> when there is no such transform or no single one: all points of a side coincide, no rotation fits
    /// better than another, or a coordinate is not finite.
    /// </returns>
    /// <exception cref="ArgumentException">The numbers of points differ, or are below two.</exception>
    public static bool TryEstimate(ReadOnlySpan<Vector2> from, ReadOnlySpan<Vector2> to, out SimilarityTransform transform)
    {
        if (from.Length != to.Length || from.Length < 2)
        {
            throw new ArgumentException(
                $"As many points on both sides are expected, at least two; there are {from.Length} and {to.Length}.");
        }

        (double fromX, double fromY) = Mean(from);
        (double toX, double toY) = Mean(to);
        double c = 0, s = 0, variance = 0, targetVariance = 0;
        for (int i = 0; i < from.Length; i++)
        {
            double x = from[i].X - fromX, y = from[i].Y - fromY, u = to[i].X - toX, v = to[i].Y - toY;
            c += x * u + y * v;
            s += x * v - y * u;
            variance += x * x + y * y;
            targetVariance += u * u + v * v;
        }

        double trace = Math.Sqrt(c * c + s * s);
        double smallest = Negligible * (fromX * fromX + fromY * fromY);
        transform = default;
        if (!double.IsFinite(trace) || !(variance > smallest) || !(trace > 1e-9 * Math.Sqrt(variance * targetVariance)))
        {
            return false;
        }

        double a = c / variance, b = s / variance;
        transform = new((float)a, (float)b, (float)(toX - a * fromX + b * fromY), (float)(toY - b * fromX - a * fromY));
        return float.IsFinite(transform.A) && float.IsFinite(transform.B) && float.IsFinite(transform.X) && float.IsFinite(transform.Y);
    }

    private static (double X, double Y) Mean(ReadOnlySpan<Vector2> points)
    {
        double x = 0, y = 0;
        foreach (Vector2 point in points)
        {
            x += point.X;
            y += point.Y;
        }

        return (x / points.Length, y / points.Length);
    }
}
