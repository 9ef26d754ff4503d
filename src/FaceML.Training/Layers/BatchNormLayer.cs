namespace FaceML.Training.Layers;

/// <summary>
/// y = γ·(x − μ)/√(σ² + ε) + β per column (Ioffe and Szegedy, "Batch normalization", 2015). In training μ and σ² are those of
/// the batch and the running ones move towards them; afterwards the running ones are used, and rows do not depend on each other.
/// </summary>
internal sealed class BatchNormLayer : Layer
{
    internal const float Epsilon = 1e-5f;
    private readonly Parameter scale;
    private readonly Parameter shift;
    private readonly float[] runningMean;
    private readonly float[] runningVariance;
    private readonly float[] batchMean;
    private readonly float[] batchInverseDeviation;

    /// <summary>Makes the layer with scale 1, shift 0, running mean 0 and running variance 1.</summary>
    /// <param name="name">The prefix of its parameters' names.</param>
    /// <param name="length">The number of columns, at least 1.</param>
    public BatchNormLayer(string name, int length)
        : base(length, length)
    {
        scale = new Parameter(name + ".scale", new float[length]) { Decays = false };
        shift = new Parameter(name + ".shift", new float[length]) { Decays = false };
        runningMean = new float[length];
        runningVariance = new float[length];
        batchMean = new float[length];
        batchInverseDeviation = new float[length];
        Array.Fill(scale.Values, 1);
        Array.Fill(runningVariance, 1);
        Parameters = [scale, shift];
        Buffers = [runningMean, runningVariance];
    }

    /// <summary>How far the running statistics move towards those of a batch, in (0, 1]. The default value is 0.1.</summary>
    public float Momentum { get; init; } = 0.1f;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<float[]> Buffers { get; }

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rows, bool training)
    {
        if (training)
        {
            Measure(input, rows);
        }

        for (int j = 0; j < InputLength; j++)
        {
            float mean = training ? batchMean[j] : runningMean[j];
            float factor = scale.Values[j] * (training ? batchInverseDeviation[j] : 1 / MathF.Sqrt(runningVariance[j] + Epsilon));
            float offset = shift.Values[j];
            for (int at = j; at < rows * InputLength; at += InputLength)
            {
                output[at] = (input[at] - mean) * factor + offset;
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rows)
    {
        for (int j = 0; j < InputLength; j++)
        {
            float mean = batchMean[j], inverse = batchInverseDeviation[j];
            double sum = 0, sumNormalized = 0;
            for (int at = j; at < rows * InputLength; at += InputLength)
            {
                sum += outputGradient[at];
                sumNormalized += outputGradient[at] * ((input[at] - mean) * inverse);
            }

            shift.Gradient[j] += (float)sum;
            scale.Gradient[j] += (float)sumNormalized;
            if (inputGradient.IsEmpty)
            {
                continue;
            }

            // Through x, through the mean and through the variance of the batch, gathered into one line.
            float meanGradient = (float)(sum / rows), meanNormalized = (float)(sumNormalized / rows), factor = scale.Values[j] * inverse;
            for (int at = j; at < rows * InputLength; at += InputLength)
            {
                inputGradient[at] = factor * (outputGradient[at] - meanGradient - (input[at] - mean) * inverse * meanNormalized);
            }
        }
    }

    private void Measure(ReadOnlySpan<float> input, int rows)
    {
        for (int j = 0; j < InputLength; j++)
        {
            double sum = 0, squares = 0;
            for (int at = j; at < rows * InputLength; at += InputLength)
            {
                sum += input[at];
            }

            double mean = sum / rows;
            for (int at = j; at < rows * InputLength; at += InputLength)
            {
                squares += (input[at] - mean) * (input[at] - mean);
            }

            double variance = squares / rows;
            batchMean[j] = (float)mean;
            batchInverseDeviation[j] = (float)(1 / Math.Sqrt(variance + Epsilon));
            // The running variance is the unbiased one, as in the paper's algorithm 2.
            runningMean[j] += Momentum * ((float)mean - runningMean[j]);
            runningVariance[j] += Momentum * ((float)(rows > 1 ? squares / (rows - 1) : variance) - runningVariance[j]);
        }
    }
}
