namespace FaceML.Training.Layers;

/// <summary>
/// A differentiable function of rows of numbers: <c>rows × InputLength</c> in, <c>rows × OutputLength</c> out, row-major.
/// <see cref="Backward"/> belongs to the <see cref="Forward"/> that ran before it with <c>training</c> set. Not safe to share between
/// threads.
/// </summary>
internal abstract class Layer
{
    private protected Layer(int inputLength, int outputLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputLength, 1);
        InputLength = inputLength;
        OutputLength = outputLength;
    }

    /// <summary>Numbers in a row of the input.</summary>
    public int InputLength { get; }

    /// <summary>Numbers in a row of the output.</summary>
    public int OutputLength { get; }

    /// <summary>What is learned, in a fixed order; empty for a layer without weights.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>What is not learned by gradients but belongs to the model (running statistics), in a fixed order.</summary>
    public virtual IReadOnlyList<float[]> Buffers => [];

    /// <summary>Computes the output.</summary>
    /// <param name="input">rows × <see cref="InputLength"/>.</param>
    /// <param name="output">rows × <see cref="OutputLength"/>, overwritten.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="training">Whether statistics of this batch are used and remembered, as training does.</param>
    public abstract void Forward(ReadOnlySpan<float> input, Span<float> output, int rows, bool training);

    /// <summary>Adds to the gradients of <see cref="Parameters"/> and writes the gradient with respect to the input.</summary>
    /// <param name="input">The input that <see cref="Forward"/> saw.</param>
    /// <param name="output">The output that <see cref="Forward"/> gave.</param>
    /// <param name="outputGradient">The derivative of the loss with respect to the output.</param>
    /// <param name="inputGradient">Overwritten with the derivative with respect to the input; empty when it is not needed.</param>
    /// <param name="rows">The number of rows.</param>
    public abstract void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rows);
}
