namespace FaceML.Recognition;

/// <summary>
/// The family <c>scrfd</c> (Guo et al., "Sample and Computation Redistribution for Efficient Face Detection", 2021) and RetinaFace exports
/// of its form: on grids of stride 8, 16 and 32, two anchors a cell, <c>scores</c> (probabilities), <c>boxes</c> (distances from the cell's
/// corner to left, top, right and bottom, in strides) and, in the files that have them, <c>points</c> (five points from that corner, in
/// strides).
/// </summary>
internal sealed class ScrfdDecoder : IDetectionDecoder
{
    private const int Anchors = 2;

    private readonly int[] scores, boxes;
    private readonly int[]? points;

    internal ScrfdDecoder(NetworkCard card)
    {
        scores = StrideOutputs.Find(card, "scores", Anchors, 1);
        boxes = StrideOutputs.Find(card, "boxes", Anchors, 4);
        points = card.Outputs.Any(output => output.Role.StartsWith("points", StringComparison.Ordinal))
            ? StrideOutputs.Find(card, "points", Anchors, 2 * FacePoints.Count)
            : null;
    }

    public bool GivesPoints => points is not null;

    public void Decode(NetworkRun run, int image, in Box region, float threshold, List<DetectedFace> faces)
    {
        for (int level = 0; level < NetworkFamilies.Strides.Count; level++)
        {
            int stride = NetworkFamilies.Strides[level], columns = NetworkFamilies.CellsOf(run.Width, stride);
            int anchors = columns * NetworkFamilies.CellsOf(run.Height, stride) * Anchors;
            ReadOnlySpan<float> score = StrideOutputs.Read(run, scores[level], image, anchors), box =
                StrideOutputs.Read(run, boxes[level], image, 4 * anchors);
            ReadOnlySpan<float> kps = points is null ? [] : StrideOutputs.Read(run, points[level], image, 10 * anchors);
            for (int anchor = 0; anchor < anchors; anchor++)
            {
                if (score[anchor] >= threshold)
                {
                    Vector2 corner = Corner(anchor, columns, stride);
                    faces.Add(new(
                        StrideOutputs.ToImage(Decode(box.Slice(4 * anchor, 4), corner, stride), region, run.Width, run.Height),
                        score[anchor],
                        points is null ? null : Points(kps.Slice(10 * anchor, 10), corner, stride, region, run)));
                }
            }
        }
    }

    internal static Vector2 Corner(int anchor, int columns, int stride) =>
        new(anchor / Anchors % columns * stride, anchor / Anchors / columns * stride);

    /// <summary>A box in pixels of the input.</summary>
    internal static Box Decode(ReadOnlySpan<float> distances, Vector2 corner, int stride) =>
        new(corner.X - distances[0] * stride, corner.Y - distances[1] * stride, corner.X + distances[2] * stride,
            corner.Y + distances[3] * stride);

    private static FacePoints Points(ReadOnlySpan<float> offsets, Vector2 corner, int stride, in Box region, NetworkRun run)
    {
        Span<Vector2> found = stackalloc Vector2[FacePoints.Count];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = StrideOutputs.ToImage(
                corner + new Vector2(offsets[2 * i], offsets[2 * i + 1]) * stride, region, run.Width, run.Height);
        }

        return new(found[0], found[1], found[2], found[3], found[4]);
    }
}
