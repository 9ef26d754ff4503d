namespace FaceML.Training.Gradients;

/// <summary>
/// A network as two ONNX models, so that a loss can be computed between them: <see cref="Forward"/> takes the input and the weights and
/// gives the output and what the way back needs of the way there; <see cref="Backward"/> takes that, the weights and the derivative of the
/// loss with respect to the output, and gives the gradients of the weights. Both run in any ONNX Runtime. They are made for one slice of a
/// batch: the gradients of a batch are the sums over its slices.
/// </summary>
internal sealed class GradientGraph
{
    /// <summary>Input and weights in; output, <see cref="Saved"/> and <see cref="Statistics"/> out.</summary>
    public required OnnxModel Forward { get; init; }

    /// <summary><see cref="OutputGradient"/>, <see cref="BackwardWeights"/> and <see cref="Saved"/> in; the gradients out.</summary>
    public required OnnxModel Backward { get; init; }

    /// <summary>Rows in a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>
    /// Slices in a batch, each of as many rows as <see cref="Input"/> has; rows of the last one beyond the batch are not its own.
    /// </summary>
    public required int Slices { get; init; }

    /// <summary>
    /// Whether each slice is to run forward once more before it is walked back, so that <see cref="Saved"/> is kept for one slice only.
    /// </summary>
    public required bool Recompute { get; init; }

    /// <summary>The network's input.</summary>
    public required GradientValue Input { get; init; }

    /// <summary>The network's output.</summary>
    public required GradientValue Output { get; init; }

    /// <summary>The backward graph's input for the derivative of the loss with respect to <see cref="Output"/>.</summary>
    public required GradientValue OutputGradient { get; init; }

    /// <summary>
    /// The backward graph's output with the derivative with respect to <see cref="Input"/>; <see langword="null"/> unless asked for.
    /// </summary>
    public required string? InputGradient { get; init; }

    /// <summary>The weights that are learned, in the order of the network.</summary>
    public required IReadOnlyList<GradientWeight> Weights { get; init; }

    /// <summary>The names of the weights that the backward graph takes.</summary>
    public required IReadOnlyList<string> BackwardWeights { get; init; }

    /// <summary>What the forward graph hands to the backward graph; may hold the input or the output.</summary>
    public required IReadOnlyList<GradientValue> Saved { get; init; }

    /// <summary>The statistics of each BatchNormalization, where they are those of the batch; otherwise empty.</summary>
    public required IReadOnlyList<BatchStatistics> Statistics { get; init; }

    /// <summary>Differentiates a network.</summary>
    /// <param name="model">One required input of float32 with the batch as its first dimension; operator sets 9 to 17. Not changed.</param>
    /// <param name="options">What is differentiated; <see langword="null"/> for everything.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    /// <exception cref="GradientException">An operator without a gradient, a shape that is not known, nothing to learn; the message names
    /// the node and what helps.</exception>
    /// <exception cref="OnnxFormatException">The graph contradicts itself.</exception>
    public static GradientGraph Build(OnnxModel model, GradientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new GradientOptions();
        options.Check();
        return new GradientGraphBuilder(model, options).Build();
    }
}
