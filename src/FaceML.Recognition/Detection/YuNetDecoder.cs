namespace FaceML.Recognition;

/// <summary>
/// The family <c>yunet</c> (Wu, Peng and Yu, "YuNet: A tiny millisecond-level face detector", 2023): on grids of stride 8, 16 and 32
/// <c>cls</c> and <c>obj</c> (both probabilities; the score is their geometric mean), <c>bbox</c> (center relative to the cell, logarithms
/// of the sides, in strides) and <c>kps</c> (five points relative to the cell, in strides).
/// </summary>
internal sealed class YuNetDecoder : IDetectionDecoder
{
    private const float MostStrides = 512; // e^x of a damaged output would be no box

    private readonly int[] classes, objects, boxes, points;

    internal YuNetDecoder(NetworkCard card)
    {
        classes = StrideOutputs.Find(card, "cls", 1, 1);
        objects = StrideOutputs.Find(card, "obj", 1, 1);
        boxes = StrideOutputs.Find(card, "bbox", 1, 4);
        points = StrideOutputs.Find(card, "kps", 1, 2 * FacePoints.Count);
    }

    public void Decode(NetworkRun run, int image, in Box region, float threshold, List<DetectedFace> faces)
    {
        for (int level = 0; level < NetworkFamilies.Strides.Count; level++)
        {
            int stride = NetworkFamilies.Strides[level], columns = NetworkFamilies.CellsOf(run.Width, stride), cells =
                columns * NetworkFamilies.CellsOf(run.Height, stride);
            ReadOnlySpan<float> cls = StrideOutputs.Read(run, classes[level], image, cells), obj =
                StrideOutputs.Read(run, objects[level], image, cells);
            ReadOnlySpan<float> box = StrideOutputs.Read(run, boxes[level], image, 4 * cells), kps =
                StrideOutputs.Read(run, points[level], image, 10 * cells);
            for (int cell = 0; cell < cells; cell++)
            {
                float score = Score(cls[cell], obj[cell]);
                if (score >= threshold)
                {
                    int column = cell % columns, row = cell / columns;
                    Box found = Decode(box.Slice(4 * cell, 4), column, row, stride);
                    faces.Add(new(
                        StrideOutputs.ToImage(found, region, run.Width, run.Height), score,
                        Points(kps.Slice(10 * cell, 10), column, row, stride, region, run)));
                }
            }
        }
    }

    internal static float Score(float cls, float obj) => MathF.Sqrt(Math.Clamp(cls, 0, 1) * Math.Clamp(obj, 0, 1));

    /// <summary>A box in pixels of the input.</summary>
    internal static Box Decode(ReadOnlySpan<float> box, int column, int row, int stride)
    {
        float x = (column + box[0]) * stride, y = (row + box[1]) * stride;
        float width = MathF.Min(MathF.Exp(box[2]), MostStrides) * stride, height = MathF.Min(MathF.Exp(box[3]), MostStrides) * stride;
        return new(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
    }

    private static FacePoints Points(ReadOnlySpan<float> kps, int column, int row, int stride, in Box region, NetworkRun run)
    {
        Span<Vector2> found = stackalloc Vector2[FacePoints.Count];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = StrideOutputs.ToImage(
                new((column + kps[2 * i]) * stride, (row + kps[2 * i + 1]) * stride), region, run.Width, run.Height);
        }

        return new(found[0], found[1], found[2], found[3], found[4]);
    }
}
