namespace FaceML.Recognition;

/// <summary>
/// The family <c>mtcnn</c> (Zhang et al., "Joint Face Detection and Alignment using Multi-task Cascaded Convolutional Networks", 2016): a
/// fully convolutional network proposes squares on an image pyramid, a second refines them, a third refines again and gives five points.
/// Each has the outputs <c>scores</c> (two columns, the second the face's probability) and <c>offsets</c> (left, top, right, bottom in
/// sides of the square); the third also <c>points</c> (five x, then five y, in sides of the square).
/// </summary>
internal sealed class MtcnnCascade : IDetectionCascade
{
    private const int MostAtOnce = 64;
    private const int MostCandidates = 4000;

    // The paper's code: how much candidates of one stage may overlap.
    private const float RefinedIou = 0.7f;

    private static readonly float[] DefaultThresholds = [0.6f, 0.7f];

    private readonly MtcnnProposals proposals;
    private readonly OnnxNetwork refine, output;
    private readonly float refineThreshold;
    private readonly bool transposed;

    internal MtcnnCascade(OnnxNetwork network, DetectorOptions options)
    {
        DetectionCard card = network.Card.Detection!;
        IReadOnlyList<float> thresholds = card.StageThresholds.Count > 0 ? card.StageThresholds : DefaultThresholds;
        proposals = new(network, MathF.Max(card.MinFace, options.MinSize), thresholds[0], options.LongestSide);
        (refine, output) = (network.Stages[0], network.Stages[1]);
        refineThreshold = thresholds[1];
        transposed = card.Transposed;
        Require(refine, "scores", 2);
        Require(refine, "offsets", 4);
        Require(output, "scores", 2);
        Require(output, "offsets", 4);
        Require(output, "points", 2 * FacePoints.Count);
    }

    public void Find(Image image, in Box region, float threshold, List<DetectedFace> faces)
    {
        List<MtcnnCandidate> found = proposals.Find(image, region);
        found = MtcnnCandidate.Suppress(Look(refine, image, found, refineThreshold), RefinedIou);
        found = Look(output, image, [.. found.Select(candidate => candidate.Refined())], threshold);
        faces.AddRange(MtcnnCandidate.SuppressInside([.. found.Select(candidate => candidate.Refined())], RefinedIou)
            .Select(c => new DetectedFace(c.Box, c.Score, c.Points)));
    }

    private List<MtcnnCandidate> Look(OnnxNetwork network, Image image, List<MtcnnCandidate> candidates, float threshold)
    {
        int scores = network.Card.OutputIndex("scores"), offsets = network.Card.OutputIndex("offsets");
        int points = ReferenceEquals(network, output) ? network.Card.OutputIndex("points") : -1;
        List<MtcnnCandidate> kept = [];
        foreach (MtcnnCandidate[] block in candidates.OrderByDescending(c => c.Score)
            .Take(MostCandidates).Chunk(network.TakesBatches ? MostAtOnce : 1))
        {
            using NetworkRun run = network.Rent(block.Length);
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = block[i] with { Box = Square(block[i].Box) };
                Transposition.Write(image, block[i].Box, network.InputSpec, transposed, run.Input(i));
            }

            run.Execute();
            for (int i = 0; i < block.Length; i++)
            {
                float score = run.Output(scores, i)[1];
                if (score >= threshold)
                {
                    ReadOnlySpan<float> o = run.Output(offsets, i);
                    kept.Add(new(block[i].Box, score, new(o[0], o[1], o[2], o[3]),
                        points < 0 ? null : Points(run.Output(points, i), block[i].Box)));
                }
            }
        }

        return kept;
    }

    internal static Box Square(in Box box)
    {
        float half = MathF.Max(1, MathF.Max(box.Width, box.Height)) / 2;
        return new(box.Center.X - half, box.Center.Y - half, box.Center.X + half, box.Center.Y + half);
    }

    internal static FacePoints Points(ReadOnlySpan<float> numbers, in Box square)
    {
        Span<Vector2> found = stackalloc Vector2[FacePoints.Count];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = new(square.Left + numbers[i] * square.Width, square.Top + numbers[FacePoints.Count + i] * square.Height);
        }

        return new(found[0], found[1], found[2], found[3], found[4]);
    }

    private static void Require(OnnxNetwork network, string role, int length)
    {
        int found = network.Card.Outputs[network.Card.OutputIndex(role)].Length;
        if (found != length)
        {
            throw new NetworkCardException(
                network.Card.Name, $"the output \"{role}\" of the family mtcnn has {length} numbers; its shape holds {found}");
        }
    }
}
