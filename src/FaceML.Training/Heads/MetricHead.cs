using FaceML.Training.Layers;

namespace FaceML.Training.Heads;

/// <summary>
/// A learned projection of embeddings: normalize, one linear layer (or linear, batch norm, PReLU, linear), add the input where residual,
/// normalize. One set of weights for both sides of a comparison. Projecting is safe to share between threads while the head is not trained.
/// </summary>
public sealed class MetricHead
{
    private const string Kind = "FMLHEAD1";
    private const int Version = 1;
    private const int LargestLength = 1 << 16;

    private MetricHead(int inputLength, MetricHeadShape shape, TrainingRandom random)
    {
        shape.Check(inputLength);
        InputLength = inputLength;
        Shape = shape;
        float last = shape.Residual ? 0 : 1;
        Layers = shape.HiddenLength == 0
            ? [LinearLayer.Create("head", inputLength, shape.OutputLength, last, random)]
            : [
                LinearLayer.Create("hidden", inputLength, shape.HiddenLength, MathF.Sqrt(2), random),
                new BatchNormLayer("norm", shape.HiddenLength),
                PReluLayer.Create("prelu", shape.HiddenLength),
                LinearLayer.Create("head", shape.HiddenLength, shape.OutputLength, last, random),
            ];
        Parameters = [.. Layers.SelectMany(l => l.Parameters)];
        Buffers = [.. Layers.SelectMany(l => l.Buffers)];
    }

    /// <summary>Numbers in the embeddings taken.</summary>
    public int InputLength { get; }

    /// <summary>Numbers in the vectors given, which have unit length.</summary>
    public int OutputLength => Shape.OutputLength;

    /// <summary>The form of the head.</summary>
    public MetricHeadShape Shape { get; }

    /// <summary>The learned layers in order, between the two normalizations.</summary>
    internal IReadOnlyList<Layer> Layers { get; }

    /// <summary>The weights of all layers, in order.</summary>
    internal IReadOnlyList<Parameter> Parameters { get; }

    internal IReadOnlyList<float[]> Buffers { get; }

    /// <summary>An untrained head: random directions, or, where residual, the identity.</summary>
    /// <param name="inputLength">Numbers in the embeddings taken.</param>
    /// <param name="shape">The form of the head.</param>
    /// <param name="random">The source of the first weights.</param>
    /// <exception cref="ArgumentException">The shape does not fit; the message names the setting.</exception>
    internal static MetricHead Create(int inputLength, MetricHeadShape shape, TrainingRandom random)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(random);
        return new MetricHead(inputLength, shape, random);
    }

    /// <summary>A head of one linear layer with the weights given.</summary>
    /// <param name="inputLength">Numbers in the embeddings taken.</param>
    /// <param name="outputLength">Numbers in the vectors given.</param>
    /// <param name="weights">outputLength × inputLength numbers, row-major; copied.</param>
    /// <param name="bias">outputLength numbers; copied.</param>
    internal static MetricHead Linear(int inputLength, int outputLength, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        var head = new MetricHead(inputLength, new MetricHeadShape { OutputLength = outputLength }, new TrainingRandom(0));
        weights.CopyTo(head.Parameters[0].Values);
        bias.CopyTo(head.Parameters[1].Values);
        return head;
    }

    /// <summary>Projects embeddings.</summary>
    /// <param name="embeddings">rows × <see cref="InputLength"/>, row-major, of any length: they are normalized first.</param>
    /// <param name="destination">rows × <see cref="OutputLength"/>; overwritten with unit vectors.</param>
    /// <exception cref="ArgumentException">The spans do not hold whole rows of the same number.</exception>
    public void Transform(ReadOnlySpan<float> embeddings, Span<float> destination)
    {
        int rows = embeddings.Length / InputLength;
        if (embeddings.Length != rows * InputLength || destination.Length != rows * OutputLength)
        {
            throw new ArgumentException(
                $"Rows of {InputLength} numbers in and {OutputLength} out are expected; {embeddings.Length} and {destination.Length} "
                    + $"numbers came.", nameof(embeddings));
        }

        new HeadPass(this, rows).Forward(embeddings, training: false).CopyTo(destination);
    }

    /// <summary>Projects a set; the labels stay.</summary>
    /// <param name="set">Embeddings of <see cref="InputLength"/> numbers.</param>
    public EmbeddingSet Transform(EmbeddingSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        float[] values = new float[set.Count * OutputLength];
        Transform(set.Values, values);
        return new EmbeddingSet(values, set.Labels.ToArray(), OutputLength);
    }

    /// <summary>
    /// The head drawn towards the embeddings as they came: before the last normalization, (1 − weight)·embedding + weight·projection.
    /// A mean of weights, as in Wortsman et al., "Robust fine-tuning of zero-shot models" (2022): what is kept of the network grows as the
    /// weight falls, and the form stays that of one head.
    /// </summary>
    /// <param name="weight">0 to 1; 0 gives the directions of the embeddings back, 1 those of this head.</param>
    /// <returns>A new head; this one stays as it is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A weight outside of this range.</exception>
    /// <exception cref="InvalidOperationException">The head gives another number of numbers than it takes, or has a hidden layer without
    /// being residual.</exception>
    public MetricHead Attenuated(double weight)
    {
        if (weight is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, $"The weight must lie between 0 and 1; it is {weight}.");
        }

        if (InputLength != OutputLength || (Shape.HiddenLength > 0 && !Shape.Residual))
        {
            throw new InvalidOperationException(
                $"A head must give as many numbers as it takes, and be linear or residual, to be drawn towards the embeddings; this one "
                    + $"is {InputLength} → {OutputLength}.");
        }

        var result = new MetricHead(InputLength, Shape, new TrainingRandom(0));
        result.CopyFrom(this);
        // The last layer is linear in any shape.
        float[] weights = result.Parameters[^2].Values, bias = result.Parameters[^1].Values;
        TensorPrimitives.Multiply(weights, (float)weight, weights);
        TensorPrimitives.Multiply(bias, (float)weight, bias);
        for (int i = 0; i < InputLength && !Shape.Residual; i++)
        {
            weights[i * InputLength + i] += (float)(1 - weight);
        }

        return result;
    }

    /// <summary>The head as bytes: versioned and with a checksum.</summary>
    public byte[] Save() => SealedRecord.Write(Kind, Version, writer =>
    {
        writer.Write(InputLength);
        writer.Write(Shape.OutputLength);
        writer.Write(Shape.HiddenLength);
        writer.Write(Shape.Residual);
        SaveState(writer);
    });

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="CheckpointException">Damaged, of another version, or weights that are not finite.</exception>
    public static MetricHead Load(byte[] bytes) => SealedRecord.Read(bytes, Kind, Version, reader =>
    {
        int input = reader.ReadInt32(), output = reader.ReadInt32(), hidden = reader.ReadInt32();
        if (Math.Max(input, Math.Max(output, hidden)) > LargestLength)
        {
            throw new CheckpointException($"A head of {input} → {hidden} → {output} is beyond the limit of {LargestLength}.");
        }

        // Before anything is allocated by numbers that a file states.
        long weights = hidden == 0 ? (long)input * output : (long)hidden * ((long)input + output);
        if (Math.Min(input, output) < 1 || hidden < 0 || weights * sizeof(float) > reader.BaseStream.Length)
        {
            throw new CheckpointException($"A head of {input} → {hidden} → {output} does not fit into {reader.BaseStream.Length} bytes.");
        }

        var head = new MetricHead(input,
            new MetricHeadShape { OutputLength = output, HiddenLength = hidden, Residual = reader.ReadBoolean() }, new TrainingRandom(0));
        head.LoadState(reader);
        return head;
    });

    internal void SaveState(BinaryWriter writer)
    {
        foreach (float[] numbers in State)
        {
            writer.Write(numbers);
        }
    }

    internal void LoadState(BinaryReader reader)
    {
        foreach (float[] numbers in State)
        {
            reader.ReadFinite(numbers, "The head");
        }
    }

    internal void CopyFrom(MetricHead other)
    {
        foreach ((float[] to, float[] from) in State.Zip(other.State))
        {
            from.CopyTo(to, 0);
        }
    }

    private IEnumerable<float[]> State => Parameters.Select(p => p.Values).Concat(Buffers);
}
