namespace FaceML.Training.Layers;

/// <summary>
/// y = x where x &gt; 0, else a·x, with one slope a per column (He et al., "Delving deep into rectifiers", 2015, equation 1).
/// </summary>
internal sealed class PReluLayer : Layer
{
    private readonly Parameter slopes;

    /// <summary>Makes the layer with the slopes given.</summary>
    /// <param name="name">The prefix of its parameter's name.</param>
    /// <param name="slopes">One slope per column; held, not copied.</param>
    public PReluLayer(string name, float[] slopes)
        : base(slopes.Length, slopes.Length)
    {
        this.slopes = new Parameter(name + ".slopes", slopes) { Decays = false };
        Parameters = [this.slopes];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>A layer whose slopes are all 0.25, the start of the paper.</summary>
    /// <param name="name">The prefix of its parameter's name.</param>
    /// <param name="length">The number of columns.</param>
    public static PReluLayer Create(string name, int length)
    {
        float[] slopes = new float[length];
        Array.Fill(slopes, 0.25f);
        return new PReluLayer(name, slopes);
    }

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rows, bool training)
    {
        float[] a = slopes.Values;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> x = input.Slice(row * InputLength, InputLength);
            Span<float> y = output.Slice(row * InputLength, InputLength);
            for (int j = 0; j < x.Length; j++)
            {
                y[j] = x[j] > 0 ? x[j] : a[j] * x[j];
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rows)
    {
        float[] a = slopes.Values, slopeGradient = slopes.Gradient;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> x = input.Slice(row * InputLength, InputLength), g = outputGradient.Slice(row * InputLength, InputLength);
            for (int j = 0; j < x.Length; j++)
            {
                slopeGradient[j] += x[j] > 0 ? 0 : x[j] * g[j];
            }

            if (!inputGradient.IsEmpty)
            {
                Span<float> d = inputGradient.Slice(row * InputLength, InputLength);
                for (int j = 0; j < x.Length; j++)
                {
                    d[j] = x[j] > 0 ? g[j] : a[j] * g[j];
                }
            }
        }
    }
}
