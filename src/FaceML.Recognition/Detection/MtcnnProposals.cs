namespace FaceML.Recognition;

/// <summary>The first stage of <c>mtcnn</c>: a network that looks at 12×12 pixels with a stride of 2, run over an image pyramid.</summary>
internal sealed class MtcnnProposals
{
    private const int Window = 12, Stride = 2;

    // The paper's code: the pyramid's step (about √½), and how much proposals may overlap on one level and over all.
    private const float Step = 0.709f, LevelIou = 0.5f, AllIou = 0.7f;

    private readonly OnnxNetwork network;
    private readonly float minFace, threshold;
    private readonly int scores, offsets, longestSide;
    private readonly bool transposed;

    internal MtcnnProposals(OnnxNetwork network, float minFace, float threshold, int? longestSide)
    {
        this.network = network;
        this.minFace = minFace;
        this.threshold = threshold;
        InputResizing resizing = network.Card.Input.Resizing
            ?? throw new NetworkCardException(
            network.Card.Name, "the first input of the family mtcnn has no fixed size: inputs.resizing is expected");
        this.longestSide = longestSide ?? resizing.LongestSide;
        transposed = network.Card.Detection!.Transposed;
        scores = network.Card.OutputIndex("scores");
        offsets = network.Card.OutputIndex("offsets");
    }

    internal List<MtcnnCandidate> Find(Image image, in Box region)
    {
        List<MtcnnCandidate> all = [];
        foreach (float scale in Scales(region.Width, region.Height))
        {
            all.AddRange(MtcnnCandidate.Suppress(Level(image, region, scale), LevelIou));
        }

        return [.. MtcnnCandidate.Suppress(all, AllIou).Select(candidate => candidate.Refined())];
    }

    /// <summary>How much each level is reduced: the smallest face that is looked for becomes as large as the window on the first.</summary>
    internal IEnumerable<float> Scales(float width, float height)
    {
        float scale = MathF.Min(Window / minFace, longestSide / MathF.Max(width, height));
        for (; MathF.Min(width, height) * scale >= Window; scale *= Step)
        {
            yield return scale;
        }
    }

    private List<MtcnnCandidate> Level(Image image, in Box region, float scale)
    {
        int width = (int)MathF.Ceiling(region.Width * scale), height = (int)MathF.Ceiling(region.Height * scale);
        using NetworkRun run = transposed ? network.Rent(1, height, width) : network.Rent(1, width, height);
        Transposition.Write(image, region, network.InputSpec with { Width = width, Height = height }, transposed, run.Input());
        run.Execute();
        ReadOnlySpan<float> score = run.Output(scores), offset = run.Output(offsets);
        int columns = Cells(width), rows = Cells(height), cells = columns * rows;
        if (score.Length != 2 * cells || offset.Length != 4 * cells)
        {
            throw new NetworkException(network.Card.Name,
                $"an image of {width}×{height} gives {columns}×{rows} proposals in the family mtcnn; the outputs hold {score.Length} "
                    + $"scores and {offset.Length} offsets");
        }

        bool interleaved = network.InputSpec.Layout == TensorLayout.Nhwc;
        List<MtcnnCandidate> found = [];
        for (int cell = 0; cell < cells; cell++)
        {
            float sure = interleaved ? score[2 * cell + 1] : score[cells + cell];
            if (sure >= threshold)
            {
                (int row, int column) = transposed ? (cell % rows, cell / rows) : (cell / columns, cell % columns);
                float left = region.Left + Stride * column / scale, top = region.Top + Stride * row / scale, side = Window / scale;
                Box by = interleaved
                    ? new(offset[4 * cell], offset[4 * cell + 1], offset[4 * cell + 2], offset[4 * cell + 3])
                    : new(offset[cell], offset[cells + cell], offset[2 * cells + cell], offset[3 * cells + cell]);
                found.Add(new(new(left, top, left + side, top + side), sure, by, null));
            }
        }

        return found;
    }

    // A 3×3 convolution, 2×2 pooling that rounds up, two more 3×3 convolutions, none padded.
    internal static int Cells(int side) => Math.Max(0, (side - 2 + 1) / 2 - 4);
}
