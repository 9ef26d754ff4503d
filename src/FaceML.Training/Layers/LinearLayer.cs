namespace FaceML.Training.Layers;

/// <summary>y = W·x + b, with W of <c>OutputLength × InputLength</c>, row-major.</summary>
internal sealed class LinearLayer : Layer
{
    private readonly Parameter weights;
    private readonly Parameter bias;

    /// <summary>Makes the layer with the weights given.</summary>
    /// <param name="name">The prefix of its parameters' names.</param>
    /// <param name="inputLength">Numbers in a row of the input, at least 1.</param>
    /// <param name="outputLength">Numbers in a row of the output, at least 1.</param>
    /// <param name="weights">outputLength × inputLength numbers; held, not copied.</param>
    /// <param name="bias">outputLength numbers; held, not copied.</param>
    /// <exception cref="ArgumentException">The arrays do not have the lengths said.</exception>
    public LinearLayer(string name, int inputLength, int outputLength, float[] weights, float[] bias)
        : base(inputLength, outputLength)
    {
        if (weights.Length != inputLength * outputLength || bias.Length != outputLength)
        {
            throw new ArgumentException(
                $"A linear layer {inputLength} → {outputLength} has {inputLength * outputLength} weights and {outputLength} biases; "
                    + $"{weights.Length} and {bias.Length} came.", nameof(weights));
        }

        this.weights = new Parameter(name + ".weights", weights);
        this.bias = new Parameter(name + ".bias", bias) { Decays = false };
        Parameters = [this.weights, this.bias];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>
    /// A layer with weights of the normal distribution of variance <c>gain² / inputLength</c> (He et al. 2015; gain √2 before a rectifier)
    /// and zero bias.
    /// </summary>
    /// <param name="name">The prefix of its parameters' names.</param>
    /// <param name="inputLength">Numbers in a row of the input.</param>
    /// <param name="outputLength">Numbers in a row of the output.</param>
    /// <param name="gain">The factor on the standard deviation; 0 makes a layer that gives zeros.</param>
    /// <param name="random">The source of the numbers.</param>
    public static LinearLayer Create(string name, int inputLength, int outputLength, float gain, TrainingRandom random)
    {
        float[] weights = new float[inputLength * outputLength];
        double deviation = gain / Math.Sqrt(inputLength);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(random.NextNormal() * deviation);
        }

        return new LinearLayer(name, inputLength, outputLength, weights, new float[outputLength]);
    }

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rows, bool training)
    {
        for (int row = 0; row < rows; row++)
        {
            bias.Values.CopyTo(output[(row * OutputLength)..]);
        }

        MatrixProduct.MultiplyByTransposed(input, weights.Values, output, rows, InputLength, OutputLength, accumulate: true);
    }

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rows)
    {
        MatrixProduct.TransposedMultiply(outputGradient, input, weights.Gradient, OutputLength, rows, InputLength, accumulate: true);
        for (int row = 0; row < rows; row++)
        {
            TensorPrimitives.Add(bias.Gradient, outputGradient.Slice(row * OutputLength, OutputLength), bias.Gradient);
        }

        if (!inputGradient.IsEmpty)
        {
            MatrixProduct.Multiply(outputGradient, weights.Values, inputGradient, rows, OutputLength, InputLength);
        }
    }
}
