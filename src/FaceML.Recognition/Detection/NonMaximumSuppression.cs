using FaceML.Imaging;

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
    public static List<DetectedFace> Suppress(IEnumerable<DetectedFace> faces, float maxIou) =>
        Suppress(faces, (stronger, weaker) => stronger.IntersectionOverUnion(weaker) > maxIou);

    /// <summary>The same with a condition of one's own for when a box makes a weaker one go.</summary>
    internal static List<DetectedFace> Suppress(IEnumerable<DetectedFace> faces, Func<Box, Box, bool> covers)
    {
        ArgumentNullException.ThrowIfNull(faces);
        List<DetectedFace> kept = [];
        foreach (DetectedFace face in faces.OrderByDescending(f => f.Score))
        {
            if (!kept.Exists(stronger => covers(stronger.Box, face.Box)))
            {
                kept.Add(face);
            }
        }

        return kept;
    }
}
