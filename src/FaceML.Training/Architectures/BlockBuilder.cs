namespace FaceML.Training.Architectures;

/// <summary>
/// Puts a network together layer by layer, with random first weights of He et al. ("Delving deep into rectifiers", 2015, equations 10 and
/// 15): normal, with a variance of 2/((1 + a²)·n), n the inputs of a value and a the slope of the activation behind it. Every method works
/// on, and replaces, the current value.
/// </summary>
internal sealed class BlockBuilder
{
    // The usual first slope of PReLU (He et al. 2015, section 2.1).
    private const float Slope = 0.25f;
    private const int Reduction = 8;
    private const int SpatialKernel = 7;

    private readonly GraphBuilder graph = new("network");
    private readonly TrainingRandom random;
    private int side;
    private int layer;

    public BlockBuilder(int channels, int side, long seed)
    {
        (Channels, this.side) = (channels, side);
        random = new TrainingRandom(seed);
        Value = graph.Input("input", OnnxElementType.Float32, "N", channels, side, side);
    }

    /// <summary>The name of the current value, N × <see cref="Channels"/> × side × side.</summary>
    public string Value { get; private set; }

    public int Channels { get; private set; }

    /// <summary>A convolution that keeps the size but for its stride, and BatchNormalization.</summary>
    public BlockBuilder Convolve(int channels, int kernel, int stride = 1) => Convolve(channels, kernel, stride, group: 1, pad: kernel / 2);

    /// <summary>The same for each channel on its own.</summary>
    public BlockBuilder ConvolveEach(int kernel, int stride = 1) => Convolve(Channels, kernel, stride, group: Channels, pad: kernel / 2);

    /// <summary>PReLU, a slope for each channel.</summary>
    public BlockBuilder Activate()
    {
        float[] slopes = new float[Channels];
        Array.Fill(slopes, Slope);
        Value = graph.PRelu(Value, graph.Floats($"act{layer}.slope", [Channels, 1, 1], slopes));
        return this;
    }

    public BlockBuilder Shortcut(string start)
    {
        Value = graph.Add(Value, start);
        return this;
    }

    public BlockBuilder Attend(ChannelAttention attention)
    {
        if (attention != ChannelAttention.None)
        {
            WeighChannels(withMaxima: attention == ChannelAttention.Cbam);
        }

        if (attention == ChannelAttention.Cbam)
        {
            WeighPlaces();
        }

        return this;
    }

    /// <summary>
    /// One weight for each place of each channel: side × side becomes 1 × 1 (the global depthwise convolution of MobileFaceNet).
    /// </summary>
    public BlockBuilder DrawTogether() => Convolve(Channels, side, stride: 1, group: Channels, pad: 0);

    /// <summary>A linear layer to the embedding, with BatchNormalization, and the model.</summary>
    public OnnxModel Finish(int length)
    {
        Convolve(length, kernel: 1, stride: 1, group: 1, pad: 0);
        graph.Output(graph.Flatten(Value, output: "embedding"), OnnxElementType.Float32, "N", length);
        return graph.Build();
    }

    private BlockBuilder Convolve(int channels, int kernel, int stride, int group, int pad)
    {
        layer++;
        string weights = Weights($"conv{layer}.weight", [channels, Channels / group, kernel, kernel], Channels / group * kernel * kernel);
        Value = graph.Conv(Value, weights, strides: [stride, stride], pads: [pad, pad, pad, pad], group: group);
        (Channels, side) = (channels, (side + 2 * pad - kernel) / stride + 1);
        Value = graph.BatchNormalization(Value, Constant("scale", 1), Constant("shift", 0), Constant("mean", 0), Constant("variance", 1));
        return this;
    }

    // The two small layers are shared by means and maxima (CBAM, equation 2).
    private void WeighChannels(bool withMaxima)
    {
        int few = Math.Max(4, Channels / Reduction);
        string down = Weights($"attention{layer}.down", [few, Channels, 1, 1], Channels), up =
            Weights($"attention{layer}.up", [Channels, few, 1, 1], few);
        string Squeeze(string pooled) => graph.Conv(graph.Relu(graph.Conv(pooled, down)), up);
        string excitation = Squeeze(graph.GlobalAveragePool(Value));
        excitation = withMaxima ? graph.Add(excitation, Squeeze(graph.Node("GlobalMaxPool", [Value]))) : excitation;
        Value = graph.Mul(Value, graph.Sigmoid(excitation));
    }

    // Mean and maximum over the channels, 7×7 (CBAM, equation 3). ONNX pools over places, so for the maximum channels and places change
    // their roles.
    private void WeighPlaces()
    {
        string mean = graph.ReduceMean(Value, [1]);
        string places = graph.Transpose(graph.Reshape(Value, [0, Channels, side * side]), [0, 2, 1]);
        string most = graph.Reshape(graph.Node("GlobalMaxPool", [places]), [0, 1, side, side]);
        string weights = Weights($"attention{layer}.places", [1, 2, SpatialKernel, SpatialKernel], 2 * SpatialKernel * SpatialKernel);
        const int pad = SpatialKernel / 2;
        Value = graph.Mul(Value, graph.Sigmoid(graph.Conv(graph.Concat([mean, most], 1), weights, pads: [pad, pad, pad, pad])));
    }

    private string Weights(string name, long[] dimensions, int inputs)
    {
        float[] values = new float[dimensions.Aggregate(1L, (a, b) => a * b)];
        double deviation = Math.Sqrt(2 / ((1 + Slope * Slope) * inputs));
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(deviation * random.NextNormal());
        }

        return graph.Floats(name, dimensions, values);
    }

    private string Constant(string name, float value)
    {
        float[] values = new float[Channels];
        Array.Fill(values, value);
        return graph.Floats($"norm{layer}.{name}", [Channels], values);
    }
}
