using FaceML.Onnx;
using FaceML.Training.Algebra;

namespace FaceML.Bench.NetworkTraining;

/// <summary>
/// A block as MobileFaceNet has them, an inverted residual: 1×1 to twice the channels, PReLU, depthwise 3×3, PReLU, 1×1 back, plus its
/// input. Its weights, one batch of inputs and the outputs that are wanted for them; the loss is the mean of the squared differences.
/// </summary>
internal sealed class TrainingBlock
{
    public const int Channels = 64, Wide = 2 * Channels, Side = 28, Kernel = 3;

    /// <summary>The name of the input.</summary>
    public const string Input = "input";

    private readonly TrainingRandom random = new(1);

    private readonly Dictionary<string, TrainingBlockWeight> weights = [];

    /// <summary>Draws weights and batch.</summary>
    /// <param name="rows">Rows in the batch.</param>
    /// <param name="isNormalized">Whether BatchNormalization, by the batch's statistics, follows each convolution; otherwise each has a
    /// bias.</param>
    public TrainingBlock(int rows, bool isNormalized)
    {
        (Rows, IsNormalized) = (rows, isNormalized);
        Add(Layer.Expand, Wide, Channels, 1);
        Add(Layer.Depthwise, Wide, 1, Kernel);
        Add(Layer.Project, Channels, Wide, 1);
        Batch = Normal(rows * Channels * Side * Side, 1);
        Wanted = Normal(Batch.Length, 1);
    }

    /// <summary>The three convolutions.</summary>
    public enum Layer
    {
        Expand,
        Depthwise,
        Project,
    }

    public int Rows { get; }

    public bool IsNormalized { get; }

    public float[] Batch { get; }

    public float[] Wanted { get; }

    public IReadOnlyCollection<TrainingBlockWeight> Weights => weights.Values;

    public static long[] Shape(int rows) => [rows, Channels, Side, Side];

    public static string WeightOf(Layer layer) => $"{layer}.weight";

    public static string BiasOf(Layer layer) => $"{layer}.bias";

    public static string ScaleOf(Layer layer) => $"{layer}.scale";

    public static string SlopeOf(Layer layer) => $"{layer}.slope";

    /// <summary>The block as an ONNX network of any number of rows.</summary>
    public OnnxModel ToModel()
    {
        var graph = new GraphBuilder("block");
        string input = graph.Input(Input, OnnxElementType.Float32, "N", Channels, Side, Side), value = input;
        foreach (Layer layer in Enum.GetValues<Layer>())
        {
            bool isDepthwise = layer == Layer.Depthwise;
            value = graph.Conv(value, Initializer(WeightOf(layer)), IsNormalized ? null : Initializer(BiasOf(layer)),
                pads: isDepthwise ? [1, 1, 1, 1] : null, group: isDepthwise ? Wide : 1);
            if (IsNormalized)
            {
                float[] ones = new float[weights[ScaleOf(layer)].Values.Length];
                Array.Fill(ones, 1);
                value = graph.BatchNormalization(value, Initializer(ScaleOf(layer)), Initializer(BiasOf(layer)),
                    graph.Floats($"{layer}.mean", [ones.Length], new float[ones.Length]),
                    graph.Floats($"{layer}.variance", [ones.Length], ones));
            }

            if (layer != Layer.Project)
            {
                value = graph.PRelu(value, Initializer(SlopeOf(layer)));
            }
        }

        graph.Output(graph.Add(value, input), OnnxElementType.Float32, "N", Channels, Side, Side);
        return graph.Build();

        string Initializer(string name) => graph.Floats(name, weights[name].Dimensions, weights[name].Values);
    }

    private void Add(Layer layer, int channels, int inputs, int kernel)
    {
        Add(WeightOf(layer), Normal(channels * inputs * kernel * kernel, 1 / MathF.Sqrt(inputs * kernel * kernel)),
            channels, inputs, kernel, kernel);
        Add(BiasOf(layer), Normal(channels, 0.1f), channels);
        if (IsNormalized)
        {
            Add(ScaleOf(layer), Normal(channels, 1), channels);
        }

        if (layer != Layer.Project)
        {
            Add(SlopeOf(layer), Normal(channels, 0.25f), channels, 1, 1);
        }
    }

    private void Add(string name, float[] values, params long[] dimensions) => weights.Add(name, new(name, dimensions, values));

    private float[] Normal(int length, float deviation)
    {
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = deviation * (float)random.NextNormal();
        }

        return values;
    }
}

/// <summary>A learned weight of the block, before the first step.</summary>
internal sealed record TrainingBlockWeight(string Name, long[] Dimensions, float[] Values);

/// <summary>What one step took, in milliseconds.</summary>
/// <param name="Forward">The block's output.</param>
/// <param name="Backward">The loss and the derivatives with respect to the weights and to the input.</param>
/// <param name="Update">Stochastic gradient descent with momentum.</param>
internal readonly record struct BlockStepTime(double Forward, double Backward, double Update)
{
    public double Whole => Forward + Backward + Update;

    /// <summary>The time of a step that ends now.</summary>
    /// <param name="start">When it began, by <see cref="Stopwatch.GetTimestamp"/>.</param>
    /// <param name="forward">When the output was there.</param>
    /// <param name="backward">When the derivatives were there.</param>
    public static BlockStepTime Of(long start, long forward, long backward) =>
        new(Milliseconds(start, forward), Milliseconds(forward, backward), Milliseconds(backward, Stopwatch.GetTimestamp()));

    private static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;
}

/// <summary>A <see cref="TrainingBlock"/> in the hands of a library that trains it.</summary>
internal interface IBlockStep : IDisposable
{
    /// <summary>The loss before the last step.</summary>
    double Loss { get; }

    /// <summary>Forward, loss, backward, update.</summary>
    BlockStepTime Step();

    /// <summary>The derivative of the last step with respect to a weight or <see cref="TrainingBlock.Input"/>.</summary>
    float[] Gradient(string name);
}
