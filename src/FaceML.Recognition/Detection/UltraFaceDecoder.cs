namespace FaceML.Recognition;

/// <summary>
/// The family <c>ultraface</c> (Ultra-Light-Fast-Generic-Face-Detector): <c>scores</c> N×2, the second column the face's probability;
/// <c>boxes</c> N×4, corners (left, top, right, bottom) in 0..1 of the input, priors already applied.
/// </summary>
internal sealed class UltraFaceDecoder : IDetectionDecoder
{
    private readonly int scores;
    private readonly int boxes;

    internal UltraFaceDecoder(NetworkCard card)
    {
        scores = card.OutputIndex("scores");
        boxes = card.OutputIndex("boxes");
        IReadOnlyList<int> s = card.Outputs[scores].Shape, b = card.Outputs[boxes].Shape;
        if (s.Count != 2 || b.Count != 2 || s[0] != b[0] || s[1] != 2 || b[1] != 4)
        {
            throw new NetworkCardException(card.Name,
                $"the family ultraface has scores N×2 and boxes N×4; the shapes are [{string.Join(", ", s)}] and [{string.Join(", ", b)}]");
        }
    }

    public bool GivesPoints => false;

    public void Decode(NetworkRun run, int image, in Box region, float threshold, List<DetectedFace> faces)
    {
        ReadOnlySpan<float> score = run.Output(scores, image), box = run.Output(boxes, image);
        for (int i = 0; i < score.Length / 2; i++)
        {
            float sure = score[2 * i + 1];
            if (sure >= threshold)
            {
                Box found = new(
                    region.Left + box[4 * i] * region.Width,
                    region.Top + box[4 * i + 1] * region.Height,
                    region.Left + box[4 * i + 2] * region.Width,
                    region.Top + box[4 * i + 3] * region.Height);
                faces.Add(new(found, sure));
            }
        }
    }
}
