namespace FaceML.Training.Architectures;

/// <summary>
/// MobileFaceNet for color aligned faces of 112×112 (Chen, Liu, Gao, Han, "MobileFaceNets", 2018, table 1): inverted residuals with PReLU
/// and a global depthwise convolution at the end.
/// </summary>
public sealed record MobileFaceNet : NetworkArchitecture
{
    // Expansion, channels, repetitions and the stride of the first: the rows of table 1.
    private static readonly (int Expansion, int Channels, int Count, int Stride)[] Stages =
        [(2, 64, 5, 2), (4, 128, 1, 2), (2, 128, 6, 1), (4, 128, 1, 2), (2, 128, 2, 1)];

    /// <inheritdoc/>
    /// <remarks>The default value is 128, that of the paper.</remarks>
    public override int EmbeddingLength { get; init; } = 128;

    /// <summary>The factor on all channels, 0.125 to 2. The default value is 1.</summary>
    public double Width { get; init; } = 1;

    /// <inheritdoc/>
    public override int InputSide => 112;

    /// <inheritdoc/>
    public override int InputChannels => 3;

    private protected override void Add(BlockBuilder blocks)
    {
        if (!(Width is >= 0.125 and <= 2))
        {
            throw new ArgumentException($"{nameof(MobileFaceNet)}.{nameof(Width)} must be 0.125 to 2; it is {Width}.");
        }

        blocks.Convolve(Wide(64), kernel: 3, stride: 2).Activate();
        blocks.ConvolveEach(kernel: 3).Activate();
        foreach ((int expansion, int channels, int count, int stride) in Stages)
        {
            for (int i = 0; i < count; i++)
            {
                Bottleneck(blocks, expansion, Wide(channels), i == 0 ? stride : 1);
            }
        }

        blocks.Convolve(Wide(512), kernel: 1).Activate().DrawTogether();
    }

    private void Bottleneck(BlockBuilder blocks, int expansion, int channels, int stride)
    {
        string start = blocks.Value;
        bool shortcut = stride == 1 && blocks.Channels == channels;
        blocks.Convolve(blocks.Channels * expansion, kernel: 1).Activate();
        blocks.ConvolveEach(kernel: 3, stride).Activate();
        blocks.Convolve(channels, kernel: 1).Attend(Attention);
        if (shortcut)
        {
            blocks.Shortcut(start);
        }
    }

    // In eights, which vector units like.
    private int Wide(int channels) => Math.Max(8, (int)Math.Round(channels * Width / 8) * 8);
}
