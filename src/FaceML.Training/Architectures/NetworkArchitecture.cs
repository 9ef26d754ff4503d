namespace FaceML.Training.Architectures;

/// <summary>
/// A network to be trained from nothing: made as an ONNX graph with random weights. Immutable; equal settings make equal networks, bit for
/// bit.
/// </summary>
public abstract record NetworkArchitecture
{
    private protected NetworkArchitecture()
    {
    }

    /// <summary>Numbers in a vector, 8 to 4096.</summary>
    public abstract int EmbeddingLength { get; init; }

    /// <summary>How blocks weigh their values. The default value is <see cref="ChannelAttention.None"/>.</summary>
    public ChannelAttention Attention { get; init; }

    /// <summary>Where the first weights come from. The default value is 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The width and height of the input.</summary>
    public abstract int InputSide { get; }

    /// <summary>The channels of the input: 1 for gray, 3 for color.</summary>
    public abstract int InputChannels { get; }

    /// <summary>
    /// Makes the network: input "input", N×C×H×W; output "embedding", N×<see cref="EmbeddingLength"/>, not normalized. Convolutions are
    /// followed by BatchNormalization, to be trained with the statistics of batches and folded away afterwards
    /// (<see cref="BatchNormalizationFolding"/>).
    /// </summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public OnnxModel Build()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(EmbeddingLength, 8, nameof(EmbeddingLength));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(EmbeddingLength, 4096, nameof(EmbeddingLength));
        var blocks = new BlockBuilder(InputChannels, InputSide, Seed);
        Add(blocks);
        return blocks.Finish(EmbeddingLength);
    }

    private protected abstract void Add(BlockBuilder blocks);
}
