using System.Diagnostics;

namespace FaceML.Recognition;

/// <summary>One embedding network: faces in, vectors of length 1 out.</summary>
internal sealed class EmbeddingNetwork
{
    // Views in a run. More do not fit a processor's caches, take longer each and more memory; a device requires as many as a block has.
    private const int MostOnProcessor = 4, MostOnDevice = 128;

    private readonly OnnxNetwork network;
    private readonly int vectors;
    private readonly int cells;
    private readonly FaceCoverage? coverage;
    private readonly int mostAtOnce;
    private readonly bool flip;

    internal EmbeddingNetwork(OnnxNetwork network, EmbedderOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Require(NetworkKind.Embedder);
        this.network = network;
        mostAtOnce = network.Provider == ExecutionProvider.Cpu ? MostOnProcessor : MostOnDevice;
        EmbeddingCard card = network.Card.Embedding!;
        flip = options.Flip || card.Flip;
        vectors = network.Card.OutputIndex("embedding");
        cells = network.Card.OutputIndexOrNull(FaceCoverage.Role) ?? -1;
        coverage = FaceCoverage.For(network.Card);
        int length = network.Card.Outputs[vectors].Length;
        if (length != card.Length)
        {
            throw new NetworkCardException(network.Card.Name, $"embedding.length is {card.Length}, its output has {length} numbers");
        }

        Template = AlignmentTemplate.Named(card.Template).ForSize(network.InputSpec.Width, network.InputSpec.Height);
    }

    internal EmbeddingCard Card => network.Card.Embedding!;

    internal int Length => Card.Length;

    internal AlignmentTemplate Template { get; }

    private int Views => flip ? 2 : 1;

    private int MostFaces => network.TakesBatches ? mostAtOnce / Views : 1;

    internal EmbeddedFace[] Embed(IReadOnlyList<Image> alignedFaces)
    {
        EmbeddedFace[] result = new EmbeddedFace[alignedFaces.Count];
        int views = Views, most = MostFaces;
        for (int start = 0; start < alignedFaces.Count; start += most)
        {
            int count = Math.Min(most, alignedFaces.Count - start);
            using NetworkRun run = network.Rent(count * views);
            for (int i = 0; i < count; i++)
            {
                PixelTensor.Write(Exposure.Lift(alignedFaces[start + i]), network.InputSpec, run.Input(i * views));
                if (flip)
                {
                    Mirror(run.Input(i * views), run.Input(i * views + 1));
                }
            }

            run.Execute();
            for (int i = 0; i < count; i++)
            {
                result[start + i] = new(
                    ReadVector(run, i * views), coverage?.Of(run.Output(cells, i * views), network.Card.Outputs[cells].Shape[^1]));
            }
        }

        return result;
    }

    /// <summary>How long the network takes for a number of faces, in as many runs as they need: the shortest of some trials.</summary>
    internal TimeSpan Time(int faces)
    {
        const int trials = 4; // the first prepares what ONNX Runtime keeps for the size
        int inRun = Math.Min(faces, MostFaces);
        using NetworkRun run = network.Rent(inRun * Views);
        for (int view = 0; view < run.Batch; view++)
        {
            run.Input(view).Clear();
        }

        TimeSpan shortest = TimeSpan.MaxValue;
        for (int trial = 0; trial < trials; trial++)
        {
            long start = Stopwatch.GetTimestamp();
            run.Execute();
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            shortest = elapsed < shortest ? elapsed : shortest;
        }

        return shortest * faces / inRun;
    }

    private float[] ReadVector(NetworkRun run, int image)
    {
        float[] vector = new float[Length];
        run.Output(vectors, image).CopyTo(vector);
        Normalize(vector);
        if (flip)
        {
            Span<float> mirrored = Length <= 1024 ? stackalloc float[Length] : new float[Length];
            run.Output(vectors, image + 1).CopyTo(mirrored);
            Normalize(mirrored);
            TensorPrimitives.Add(vector, mirrored, vector);
            Normalize(vector);
        }

        return vector;
    }

    private void Normalize(Span<float> vector)
    {
        float norm = TensorPrimitives.Norm<float>(vector);
        if (!float.IsFinite(norm) || norm < 1e-12f)
        {
            throw new NetworkException(
                network.Card.Name, FormattableString.Invariant($"it gave a vector without direction (length {norm})"));
        }

        TensorPrimitives.Divide(vector, norm, vector);
    }

    private void Mirror(ReadOnlySpan<float> source, Span<float> destination)
    {
        TensorSpec spec = network.InputSpec;
        source.CopyTo(destination);
        if (spec.Layout == TensorLayout.Nchw)
        {
            for (int row = 0; row < spec.Length; row += spec.Width)
            {
                destination.Slice(row, spec.Width).Reverse();
            }

            return;
        }

        int stride = spec.Width * spec.Channels;
        for (int row = 0; row < spec.Length; row += stride)
        {
            for (int x = 0; x < spec.Width; x++)
            {
                source.Slice(row + (spec.Width - 1 - x) * spec.Channels, spec.Channels).CopyTo(destination[(row + x * spec.Channels)..]);
            }
        }
    }
}
