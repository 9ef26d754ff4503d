using Microsoft.ML.OnnxRuntime;

namespace FaceML.Training.Networks;

/// <summary>
/// A network as it stands, run over many images: their unit vectors, or any value inside it. Not safe to share between threads.
/// </summary>
internal sealed class NetworkEmbedder : IDisposable
{
    private const int MostRows = 32;
    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();
    private readonly string input;
    private readonly string output;
    private readonly long[] sizes;

    /// <summary>Loads a network.</summary>
    /// <param name="network">One input of float32 with the batch, free or one, as its first dimension. Not changed.</param>
    /// <param name="output">The output; null for the first.</param>
    /// <param name="threads">Threads of one operator; 0 leaves the number to ONNX Runtime.</param>
    /// <exception cref="ArgumentException">The network has several inputs, or one whose shape is not stated.</exception>
    public NetworkEmbedder(OnnxModel network, string? output = null, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(network);
        OnnxModel free = FreeBatch.Of(network);
        OnnxValueInfo[] inputs = [.. free.Graph.RequiredInputs];
        if (inputs is not [{ Shape: { } shape }] || shape.Skip(1).Any(d => d.Value is null))
        {
            throw new ArgumentException(
                $"A network with one input, of which all but the batch is stated, is expected; this one has "
                    + $"{string.Join(", ", inputs.Select(i => i.ToString()))}.", nameof(network));
        }

        input = inputs[0].Name;
        sizes = [.. shape.Skip(1).Select(d => d.Value!.Value)];
        this.output = output ?? free.Graph.Outputs[0].Name;
        using var options = new SessionOptions { IntraOpNumThreads = threads, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        session = new InferenceSession(free.ToBytes(), options);
    }

    /// <summary>Numbers in a row of the input.</summary>
    public int InputLength => (int)sizes.Aggregate(1L, (a, b) => checked(a * b));

    /// <summary>The vectors of images as they are, normalized.</summary>
    /// <param name="images">The images.</param>
    /// <param name="cancellationToken">Ends it at the next batch.</param>
    /// <exception cref="TrainingDataException">The network gives vectors that are not finite.</exception>
    public EmbeddingSet Embed(NetworkImages images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        float[] all = [];
        int length = 0;
        Run(images, (first, rows, values) =>
        {
            length = values.Length / rows;
            all = all.Length == 0 ? new float[checked(images.Count * length)] : all;
            values.CopyTo(all.AsSpan(first * length));
        }, cancellationToken);
        for (int row = 0; row < images.Count; row++)
        {
            Span<float> vector = all.AsSpan(row * length, length);
            TensorPrimitives.Divide(vector, MathF.Max(TensorPrimitives.Norm<float>(vector), 1e-12f), vector);
        }

        return new EmbeddingSet(all, images.Labels.ToArray(), length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        session.Dispose();
        runOptions.Dispose();
    }

    /// <summary>
    /// Hands the output of each batch to <paramref name="take"/>: the number of its first image, how many there are, and their values.
    /// </summary>
    internal void Run(NetworkImages images, BatchTaker take, CancellationToken cancellationToken)
    {
        if (images.Length != InputLength)
        {
            throw new ArgumentException(
                $"The network takes rows of {InputLength} numbers; the images have {images.Length}.", nameof(images));
        }

        for (int first = 0; first < images.Count; first += MostRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = Math.Min(MostRows, images.Count - first), from = first;
            float[] batch = new float[rows * InputLength];
            Parallel.For(0, rows, i => images.Write(from + i, null, batch.AsSpan(i * InputLength, InputLength)));
            using var tensor = OrtValue.CreateTensorValueFromMemory(batch, [rows, .. sizes]);
            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(runOptions, [input], [tensor], [output]);
            take(first, rows, results[0].GetTensorDataAsSpan<float>());
        }
    }

    internal delegate void BatchTaker(int first, int rows, ReadOnlySpan<float> values);
}
