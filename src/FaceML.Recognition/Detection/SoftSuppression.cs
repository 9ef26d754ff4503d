namespace FaceML.Recognition;

/// <summary>
/// Soft non-maximum suppression (Bodla et al., "Soft-NMS – Improving Object Detection With One Line of Code", ICCV 2017, equation 3):
/// instead of dropping a detection that overlaps a surer one, its score is multiplied by <c>exp(−IoU² / σ)</c>.
/// </summary>
/// <remarks>Pure functions, safe from any thread.</remarks>
internal static class SoftSuppression
{
    /// <summary>Takes the surest detection, lowers the scores of those that overlap it, and so on.</summary>
    /// <param name="faces">The detections, in any order.</param>
    /// <param name="sigma">σ, above 0; the smaller, the harder. The paper uses 0.5.</param>
    /// <param name="scoreThreshold">Detections whose lowered score is below this are dropped.</param>
    /// <param name="maxFaces">The largest number of results.</param>
    /// <returns>The detections that stay, with their lowered scores, by falling score.</returns>
    public static List<DetectedFace> Suppress(
        IEnumerable<DetectedFace> faces, float sigma, float scoreThreshold, int maxFaces = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(faces);
        if (!(sigma > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "A number above 0 is expected.");
        }

        List<DetectedFace> open = [.. faces], kept = [];
        while (kept.Count < maxFaces && open.Count > 0)
        {
            DetectedFace surest = open.MaxBy(face => face.Score);
            open.Remove(surest);
            if (surest.Score < scoreThreshold)
            {
                break;
            }

            kept.Add(surest);
            for (int i = 0; i < open.Count; i++)
            {
                float overlap = open[i].Box.IntersectionOverUnion(surest.Box);
                open[i] = open[i] with { Score = open[i].Score * MathF.Exp(-overlap * overlap / sigma) };
            }
        }

        return kept;
    }
}
