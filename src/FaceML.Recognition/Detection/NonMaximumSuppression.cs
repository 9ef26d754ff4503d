namespace FaceML.Recognition;

/// <summary>Hard non-maximum suppression: of detections that overlap, the surest stays.</summary>
/// <remarks>Pure functions, safe from any thread.</remarks>
internal static class NonMaximumSuppression
{
    /// <summary>
    /// Takes detections by falling score (equal scores: in the order given) and drops each that overlaps one already taken
    /// by more than <paramref name="maxIou"/>.
    /// </summary>
    /// <param name="faces">The detections, in any order.</param>
    /// <param name="maxIou">The largest intersection over union that two results may have, 0 to 1.</param>
    /// <returns>The detections that stay, by falling score.</returns>
    public static List<DetectedFace> Suppress(ReadOnlySpan<DetectedFace> faces, float maxIou) => Suppress(faces, new OverUnion(maxIou));

    /// <summary>The same with a rule of one's own for when a box makes a weaker one go.</summary>
    internal static List<DetectedFace> Suppress<TRule>(ReadOnlySpan<DetectedFace> faces, TRule rule)
        where TRule : struct, IOverlapRule
    {
        using OverlapField field = new(faces.Length);
        for (int i = 0; i < faces.Length; i++)
        {
            field.Set(i, faces[i].Box, faces[i].Score);
        }

        List<int> taken = field.Take(rule);
        List<DetectedFace> kept = new(taken.Count);
        foreach (int i in taken)
        {
            kept.Add(faces[i]);
        }

        return kept;
    }
}
