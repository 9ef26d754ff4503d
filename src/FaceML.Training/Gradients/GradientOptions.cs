namespace FaceML.Training.Gradients;

/// <summary>What of a network is differentiated.</summary>
public sealed record GradientOptions
{
    // Larger slices fall out of the processor's caches between two operators, smaller ones pay for the start of each operator too often.
    private const int UsualSlice = 4;

    /// <summary>Rows in a batch, at least 1. The default value is 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// At most how many rows of a batch run at once, at least 1: the graphs are made for a slice, and the gradients of the slices are
    /// summed. The rows of a batch do not see each other inside a network, so that the sum is the batch's gradient, up to rounding. The
    /// default value is
    /// <see langword="null"/>: 4, or the whole batch with <see cref="BatchStatistics"/>, where they do see each other.
    /// </summary>
    public int? SliceSize { get; init; }

    /// <summary>The output that the loss is computed from. The default value is <see langword="null"/>: the graph's first.</summary>
    public string? Output { get; init; }

    /// <summary>
    /// The name of a value inside the graph: what leads to it is frozen. The default value is <see langword="null"/>: nothing is.
    /// </summary>
    public string? FrozenUpTo { get; init; }

    /// <summary>Names of weights that are frozen wherever they are used. Empty by default.</summary>
    public IReadOnlySet<string> FrozenWeights { get; init; } = new HashSet<string>();

    /// <summary>
    /// Whether BatchNormalization uses the statistics of the batch, and gives them out, instead of the running ones. The default value is
    /// <see langword="false"/>: it is an affine function with a learned scale and shift.
    /// </summary>
    public bool BatchStatistics { get; init; }

    /// <summary>
    /// Whether values are computed again on the way back instead of being kept: each slice runs once more before it is walked back, so that
    /// the memory is that of one slice, for one more way there. A batch of one slice computes only the outputs of activations again. The
    /// default value is <see langword="false"/>.
    /// </summary>
    public bool Recompute { get; init; }

    /// <summary>Whether the derivative with respect to the input is made too. The default value is <see langword="false"/>.</summary>
    public bool InputGradient { get; init; }

    /// <summary>
    /// Whether the graphs hold operators of ONNX's own only, for any execution provider. The default value is <see langword="false"/>:
    /// where ONNX Runtime's CPU provider has its convolutions over blocks of channels, depthwise convolutions use them, which are two to
    /// four times as fast.
    /// </summary>
    public bool PlainOperators { get; init; }

    internal bool UsesBlocks => !PlainOperators && BlockedConvolution.IsSupported;

    /// <summary>How many slices a batch has.</summary>
    internal int Slices => (int)Math.Ceiling(BatchSize / (double)(SliceSize ?? (BatchStatistics ? BatchSize : UsualSlice)));

    /// <summary>Rows of a slice; those of the last one may reach beyond the batch.</summary>
    internal int SliceRows => (int)Math.Ceiling(BatchSize / (double)Slices);

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        if (SliceSize is { } size)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(SliceSize));
            if (BatchStatistics && size < BatchSize)
            {
                throw new ArgumentException(
                    $"{nameof(GradientOptions)}.{nameof(SliceSize)} is {size}: with {nameof(BatchStatistics)} all {BatchSize} rows have "
                        + $"to run at once.");
            }
        }
    }
}
