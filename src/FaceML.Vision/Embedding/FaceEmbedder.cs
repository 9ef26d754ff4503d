using System.Numerics.Tensors;
using FaceML.Imaging;

namespace FaceML.Vision;

/// <summary>
/// Turns faces into vectors of length 1 that compare by <see cref="FaceComparison"/>: aligned by the template of the
/// network's card, read from the picture straight into the network's input.
/// </summary>
/// <remarks>Safe to share between threads. Does not dispose the network.</remarks>
public sealed class FaceEmbedder
{
    private const int MostAtOnce = 16;

    private readonly OnnxNetwork network;
    private readonly int vectors;
    private readonly bool flip;

    /// <summary>Makes an embedder.</summary>
    /// <param name="network">A network whose card says <see cref="NetworkKind.Embedder"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="NetworkException">The network is of another kind.</exception>
    public FaceEmbedder(OnnxNetwork network, EmbedderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Require(NetworkKind.Embedder);
        this.network = network;
        flip = (options ?? new()).Flip;
        EmbeddingCard card = network.Card.Embedding!;
        vectors = network.Card.OutputIndex("embedding");
        int length = network.Card.Outputs[vectors].Length;
        if (length != card.Length)
        {
            throw new NetworkCardException(network.Card.Name, $"embedding.length is {card.Length}, its output has {length} numbers");
        }

        Template = AlignmentTemplate.Named(card.Template).ForSize(network.InputSpec.Width, network.InputSpec.Height);
    }

    /// <summary>Numbers in a vector.</summary>
    public int Length => network.Card.Embedding!.Length;

    /// <summary>What the vectors are compared by.</summary>
    public FaceMetric Metric => network.Card.Embedding!.Metric;

    /// <summary>How faces are aligned for the network, in its input's size.</summary>
    public AlignmentTemplate Template { get; }

    /// <summary>Embeds one face.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="points">The face's points in it.</param>
    /// <returns>A vector of length 1 with <see cref="Length"/> numbers.</returns>
    /// <exception cref="AlignmentException">The points fix no alignment.</exception>
    /// <exception cref="NetworkException">The network gave a vector without direction (zeros, or not finite).</exception>
    public float[] Embed(Image image, in FacePoints points)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Embed([new(image, points)])[0];
    }

    /// <summary>Embeds several faces, in blocks of one network run each; the values are those of one by one, to within rounding (1e-5).</summary>
    /// <param name="faces">The faces.</param>
    /// <returns>A vector a face, in their order.</returns>
    /// <exception cref="AlignmentException">The points of a face fix no alignment.</exception>
    /// <exception cref="NetworkException">The network gave a vector without direction.</exception>
    public float[][] Embed(IReadOnlyList<FaceInImage> faces)
    {
        ArgumentNullException.ThrowIfNull(faces);
        return EmbedBlocks(faces, (face, tensor) =>
        {
            if (!Template.TryAlign(face.Points, out SimilarityTransform imageToChip))
            {
                throw new AlignmentException(face.Points, Template.Name);
            }

            PixelTensor.Write(face.Image, imageToChip, network.InputSpec, tensor);
        });
    }

    /// <summary>Embeds chips that are aligned already, as <see cref="FaceAligner"/> cuts them.</summary>
    /// <param name="chips">Aligned pictures; another size than the network's is stretched to it.</param>
    /// <returns>A vector a chip, in their order.</returns>
    /// <exception cref="NetworkException">The network gave a vector without direction.</exception>
    public float[][] EmbedChips(IReadOnlyList<Image> chips)
    {
        ArgumentNullException.ThrowIfNull(chips);
        return EmbedBlocks(chips, (chip, tensor) => PixelTensor.Write(chip, network.InputSpec, tensor));
    }

    private delegate void Fill<T>(T item, Span<float> tensor);

    private float[][] EmbedBlocks<T>(IReadOnlyList<T> items, Fill<T> fill)
    {
        float[][] result = new float[items.Count][];
        int views = flip ? 2 : 1, most = network.TakesBatches ? MostAtOnce / views : 1;
        for (int start = 0; start < items.Count; start += most)
        {
            int count = Math.Min(most, items.Count - start);
            using NetworkRun run = network.Rent(count * views);
            for (int i = 0; i < count; i++)
            {
                fill(items[start + i], run.Input(i * views));
                if (flip)
                {
                    Mirror(run.Input(i * views), run.Input(i * views + 1));
                }
            }

            run.Execute();
            for (int i = 0; i < count; i++)
            {
                result[start + i] = ReadVector(run, i * views);
            }
        }

        return result;
    }

    private float[] ReadVector(NetworkRun run, int picture)
    {
        float[] vector = new float[Length];
        run.Output(vectors, picture).CopyTo(vector);
        Normalise(vector);
        if (flip)
        {
            Span<float> mirrored = Length <= 1024 ? stackalloc float[Length] : new float[Length];
            run.Output(vectors, picture + 1).CopyTo(mirrored);
            Normalise(mirrored);
            TensorPrimitives.Add(vector, mirrored, vector);
            Normalise(vector);
        }

        return vector;
    }

    private void Normalise(Span<float> vector)
    {
        float norm = TensorPrimitives.Norm<float>(vector);
        if (!float.IsFinite(norm) || norm < 1e-12f)
        {
            throw new NetworkException(network.Card.Name, FormattableString.Invariant($"it gave a vector without direction (length {norm})"));
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
