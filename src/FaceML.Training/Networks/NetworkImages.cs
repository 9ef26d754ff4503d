using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace FaceML.Training.Networks;

/// <summary>
/// Images with the identity of each, made into a network's input when they are needed. Immutable as long as the arrays are not written to
/// given.
/// </summary>
internal sealed class NetworkImages
{
    private readonly int[] labels;
    private readonly ImageBatchWriter write;

    /// <summary>Describes images.</summary>
    /// <param name="labels">The identity of each image, any numbers; held, not copied.</param>
    /// <param name="length">Numbers in one row of the network's input, at least 1.</param>
    /// <param name="write">Makes a row.</param>
    /// <exception cref="TrainingDataException">There are no images.</exception>
    public NetworkImages(int[] labels, int length, ImageBatchWriter write)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(write);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (labels.Length == 0)
        {
            throw new TrainingDataException(TrainingDataProblem.Empty, "There are no images.");
        }

        (this.labels, this.write, Length) = (labels, write, length);
    }

    /// <summary>The number of images.</summary>
    public int Count => labels.Length;

    /// <summary>Numbers in a row.</summary>
    public int Length { get; }

    /// <summary>The identity of each image.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>
    /// Whether an image looks different every time it is learned from. The default value is <see langword="false"/>: then what a frozen
    /// part of a network makes of it is computed once.
    /// </summary>
    public bool Varies { get; init; }

    /// <summary>
    /// A teacher's vectors, one an image and in the same order; their labels do not matter. The default value is <see langword="null"/>:
    /// there is no teacher.
    /// </summary>
    public EmbeddingSet? Teacher { get; init; }

    /// <summary>The same images with a teacher's vectors.</summary>
    /// <param name="teacher">One vector an image, in the same order.</param>
    public NetworkImages WithTeacher(EmbeddingSet teacher) => new(labels, Length, write) { Varies = Varies, Teacher = teacher };

    /// <summary>
    /// Images that vary as a fixed number of variants of each, the first of them the image as it is: what a frozen part of a network
    /// makes of them can be kept.
    /// </summary>
    /// <param name="count">Variants of each image, at least 1.</param>
    /// <param name="seed">Decides what they are.</param>
    /// <returns>The variants of an image one after another, with its identity and its teacher's vector.</returns>
    public NetworkImages WithVariants(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int[] repeated = [.. labels.SelectMany(label => Enumerable.Repeat(label, count))];
        return new NetworkImages(repeated, Length, (variant, _, input) =>
            write(variant / count, variant % count == 0 || !Varies ? null : new TrainingRandom(unchecked(seed + 1_000_003L * variant)),
                input))
        {
            // Taken in the order of the set, so that the vectors of one image follow each other.
            Teacher = Teacher?.Take(Enumerable.Range(0, repeated.Length).Select(variant => variant / count)),
        };
    }

    /// <summary>Writes an image, see <see cref="ImageBatchWriter"/>.</summary>
    /// <param name="image">Its number.</param>
    /// <param name="random">What a variation is drawn from; null for the image as it is, which is what is given where <see cref="Varies"/>
    /// is false.</param>
    /// <param name="input">A row.</param>
    public void Write(int image, TrainingRandom? random, Span<float> input) => write(image, Varies ? random : null, input);

    /// <summary>A hash over all images as they are, the identities, and the teacher's vectors.</summary>
    internal byte[] Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        float[] row = new float[Length];
        for (int i = 0; i < Count; i++)
        {
            write(i, null, row);
            hash.AppendData(MemoryMarshal.AsBytes<float>(row));
        }

        hash.AppendData(MemoryMarshal.AsBytes<int>(labels));
        hash.AppendData(Teacher is null ? [] : MemoryMarshal.AsBytes(Teacher.Values));
        hash.AppendData([Varies ? (byte)1 : (byte)0]);
        return hash.GetHashAndReset();
    }
}
