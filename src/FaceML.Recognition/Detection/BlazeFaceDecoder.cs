namespace FaceML.Recognition;

/// <summary>
/// The family <c>blazeface</c> (Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs", 2019): 896 anchors of
/// size 1, two a cell on the finer grid and six on the coarser; <c>boxes</c> N×16 (center relative to the anchor, sides, then six points
/// relative to the anchor, in pixels of the input) and <c>scores</c> N×1 before the logistic function.
/// </summary>
/// <remarks>
/// The six points are both eyes, the tip of the nose, the middle of the mouth and both ears. The mouth's corners are put beside its middle,
/// along the line of the eyes and in <see cref="AlignmentTemplate.ArcFace112"/>'s proportion of mouth to eyes: enough to align by, no
/// measurement of a mouth.
/// </remarks>
internal sealed class BlazeFaceDecoder : IDetectionDecoder
{
    private const int Numbers = 16;
    private static readonly int[] FineStrides = [8, 16]; // the network for near faces, that for far ones
    private const float MostLogit = 100; // e^x beyond has no meaning

    private static readonly float MouthShare = Mouth();

    private readonly int scores, boxes;
    private readonly Vector2[] anchors;

    internal BlazeFaceDecoder(NetworkCard card)
    {
        scores = card.OutputIndex("scores");
        boxes = card.OutputIndex("boxes");
        int count = card.Outputs[scores].Length;
        anchors = FineStrides.Select(stride => Anchors(card.Input.Width, card.Input.Height, stride)).FirstOrDefault(a => a.Length == count)
            ?? throw new NetworkCardException(card.Name,
                $"the family blazeface has two anchors a cell of one stride and six of the double one; {count} scores fit no such grid "
                    + $"of {card.Input.Width}×{card.Input.Height}");
        if (card.Outputs[boxes].Length != Numbers * count)
        {
            throw new NetworkCardException(
                card.Name, $"the family blazeface has {Numbers} numbers a box; there are {card.Outputs[boxes].Length} for {count} scores");
        }
    }

    public void Decode(NetworkRun run, int image, in Box region, float threshold, List<DetectedFace> faces)
    {
        ReadOnlySpan<float> score = run.Output(scores, image), box = run.Output(boxes, image);
        Box shown = region;
        (int width, int height) = (run.Width, run.Height);
        for (int i = 0; i < anchors.Length; i++)
        {
            float sure = 1 / (1 + MathF.Exp(-Math.Clamp(score[i], -MostLogit, MostLogit)));
            if (sure >= threshold)
            {
                ReadOnlySpan<float> numbers = box.Slice(Numbers * i, Numbers);
                FacePoints points = Points(numbers, anchors[i]).Select(p => StrideOutputs.ToImage(p, shown, width, height));
                faces.Add(new(StrideOutputs.ToImage(Decode(numbers, anchors[i]), shown, width, height), sure, points));
            }
        }
    }

    /// <summary>The anchors' centers in pixels of the input, in the order of the outputs.</summary>
    internal static Vector2[] Anchors(int width, int height, int stride) =>
        [.. Grid(width, height, stride, 2), .. Grid(width, height, 2 * stride, 6)];

    /// <summary>A box in pixels of the input.</summary>
    internal static Box Decode(ReadOnlySpan<float> numbers, Vector2 anchor)
    {
        Vector2 center = anchor + new Vector2(numbers[0], numbers[1]), half = new Vector2(numbers[2], numbers[3]) / 2;
        return new(center.X - half.X, center.Y - half.Y, center.X + half.X, center.Y + half.Y);
    }

    /// <summary>The five points in pixels of the input.</summary>
    internal static FacePoints Points(ReadOnlySpan<float> numbers, Vector2 anchor)
    {
        Vector2 left = anchor + new Vector2(numbers[4], numbers[5]), right = anchor + new Vector2(numbers[6], numbers[7]);
        Vector2 nose = anchor + new Vector2(numbers[8], numbers[9]), mouth = anchor + new Vector2(numbers[10], numbers[11]);
        Vector2 corner = (right - left) * (MouthShare / 2);
        return new(left, right, nose, mouth - corner, mouth + corner);
    }

    private static IEnumerable<Vector2> Grid(int width, int height, int stride, int each) =>
        from row in Enumerable.Range(0, NetworkFamilies.CellsOf(height, stride))
        from column in Enumerable.Range(0, NetworkFamilies.CellsOf(width, stride))
        from anchor in Enumerable.Range(0, each)
        select new Vector2((column + 0.5f) * stride, (row + 0.5f) * stride);

    private static float Mouth()
    {
        IReadOnlyList<Vector2> points = AlignmentTemplate.ArcFace112.Points;
        return Vector2.Distance(points[3], points[4]) / Vector2.Distance(points[0], points[1]);
    }
}
