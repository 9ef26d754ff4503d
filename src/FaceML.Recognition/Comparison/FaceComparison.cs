namespace FaceML.Recognition;

/// <summary>
/// Compares the vectors of two faces. For unit vectors the two metrics say the same in opposite directions:
/// <c>distance² = 2 − 2 × cosine</c>.
/// </summary>
/// <remarks>Pure functions, vectorized, safe from any thread.</remarks>
internal static class FaceComparison
{
    /// <summary>Cosine similarity: −1 to 1, <b>higher is more alike</b>. The vectors need not have length 1.</summary>
    /// <param name="a">One vector.</param>
    /// <param name="b">The other, as long.</param>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or a vector has no direction (zero, or not finite).</exception>
    public static float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        CheckLengths(a, b);
        float cosine = TensorPrimitives.CosineSimilarity(a, b);
        if (!float.IsFinite(cosine))
        {
            throw new ArgumentException("A vector without direction (all zeros, or not finite) cannot be compared.");
        }

        return Math.Clamp(cosine, -1, 1);
    }

    /// <summary>Euclidean distance: 0 and up (2 at most between unit vectors), <b>lower is more alike</b>.</summary>
    /// <param name="a">One vector.</param>
    /// <param name="b">The other, as long.</param>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or a number is not finite.</exception>
    public static float Euclidean(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        CheckLengths(a, b);
        float distance = TensorPrimitives.Distance(a, b);
        return float.IsFinite(distance)
            ? distance
            : throw new ArgumentException("Vectors with numbers that are not finite cannot be compared.");
    }

    /// <summary>The metric's own value: look at the metric for its direction.</summary>
    /// <param name="metric">What to compare by.</param>
    /// <param name="a">One vector.</param>
    /// <param name="b">The other, as long.</param>
    /// <exception cref="ArgumentException">As for the metric.</exception>
    public static float Compare(FaceMetric metric, ReadOnlySpan<float> a, ReadOnlySpan<float> b) => metric switch
    {
        FaceMetric.Cosine => Cosine(a, b),
        FaceMetric.Euclidean => Euclidean(a, b),
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "Known metrics are Cosine and Euclidean."),
    };

    /// <summary>Whether a value is on the matching side of a threshold; on the threshold counts as a match.</summary>
    /// <param name="metric">What was compared by.</param>
    /// <param name="value">The value of <see cref="Compare"/>.</param>
    /// <param name="threshold">The threshold, in the metric's unit.</param>
    public static bool IsMatch(FaceMetric metric, float value, float threshold) => metric == FaceMetric.Cosine
        ? value >= threshold
        : value <= threshold;

    /// <summary>The distance of two unit vectors with this cosine.</summary>
    /// <param name="cosine">−1 to 1.</param>
    public static float DistanceFromCosine(float cosine) => MathF.Sqrt(MathF.Max(0, 2 - 2 * cosine));

    /// <summary>The cosine of two unit vectors at this distance.</summary>
    /// <param name="distance">0 to 2.</param>
    public static float CosineFromDistance(float distance) => 1 - distance * distance / 2;

    private static void CheckLengths(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length || a.Length == 0)
        {
            throw new ArgumentException($"Vectors of the same length are compared, at least 1; they have {a.Length} and {b.Length}.");
        }
    }
}
