namespace FaceML.Training.Classical;

/// <summary>
/// The directions in which vectors vary most. On gray images they are Eigenfaces (Turk and Pentland, "Eigenfaces for recognition", 1991).
/// Immutable and safe to share.
/// </summary>
internal sealed class PrincipalComponents
{
    private const string Kind = "FMLPCA01";
    private const int Version = 1;

    private readonly float[] mean;
    private readonly float[] components;
    private readonly float[] variances;

    private PrincipalComponents(float[] mean, float[] components, float[] variances) => (this.mean, this.components, this.variances) =
        (mean, components, variances);

    /// <summary>Numbers in a vector.</summary>
    public int InputLength => mean.Length;

    /// <summary>The number of components.</summary>
    public int Count => variances.Length;

    /// <summary>The mean vector.</summary>
    public ReadOnlySpan<float> Mean => mean;

    /// <summary>The components, Count × InputLength, orthonormal rows, the strongest first.</summary>
    public ReadOnlySpan<float> Components => components;

    /// <summary>The variance along each component (divided by n − 1), falling.</summary>
    public ReadOnlySpan<float> Variances => variances;

    /// <summary>
    /// Finds the components by subspace iteration from a random start (Halko, Martinsson, Tropp, "Finding structure with randomness", 2011,
    /// algorithm 4.4), exact up to rounding where <paramref name="count"/> comes near the number of vectors or their length. The same seed
    /// gives the same bits.
    /// </summary>
    /// <param name="set">At least two vectors; the labels are not used.</param>
    /// <param name="count">How many components are wanted, at least 1; fewer come when the vectors do not vary in so many
    /// directions.</param>
    /// <param name="seed">Decides the random start.</param>
    /// <exception cref="TrainingDataException">There is only one vector, or all are equal.</exception>
    public static PrincipalComponents Fit(EmbeddingSet set, int count, long seed = 1)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int n = set.Count, length = set.Length;
        float[] mean = new float[length], centered = set.Values.ToArray();
        for (int row = 0; row < n; row++)
        {
            TensorPrimitives.MultiplyAdd(set.Row(row), 1f / n, mean, mean);
        }

        for (int row = 0; row < n; row++)
        {
            Span<float> x = centered.AsSpan(row * length, length);
            TensorPrimitives.Subtract(x, mean, x);
        }

        (float[] components, float[] singular) = Subspace.Dominant(centered, n, length, count, new TrainingRandom(seed));
        if (n < 2 || singular.Length == 0)
        {
            throw new TrainingDataException(TrainingDataProblem.Empty, $"{n} vectors that do not vary have no principal components.");
        }

        return new PrincipalComponents(mean, components, Array.ConvertAll(singular, s => s * s / (n - 1)));
    }

    /// <summary>Projects vectors on the components.</summary>
    /// <param name="vectors">rows × <see cref="InputLength"/>, row-major.</param>
    /// <param name="whiten">Whether each number is divided by its standard deviation, so that cosines are those of the Mahalanobis
    /// space.</param>
    /// <returns>rows × <see cref="Count"/>.</returns>
    /// <exception cref="ArgumentException">Not whole rows.</exception>
    public float[] Transform(ReadOnlySpan<float> vectors, bool whiten = false)
    {
        int rows = vectors.Length / InputLength;
        if (rows * InputLength != vectors.Length)
        {
            throw new ArgumentException($"Rows of {InputLength} numbers are expected; {vectors.Length} numbers came.", nameof(vectors));
        }

        float[] centered = vectors.ToArray(), result = new float[rows * Count];
        for (int row = 0; row < rows; row++)
        {
            Span<float> x = centered.AsSpan(row * InputLength, InputLength);
            TensorPrimitives.Subtract(x, mean, x);
        }

        MatrixProduct.MultiplyByTransposed(centered, components, result, rows, InputLength, Count);
        for (int i = 0; whiten && i < result.Length; i++)
        {
            result[i] /= MathF.Sqrt(variances[i % Count]);
        }

        return result;
    }

    /// <summary>The components as bytes: versioned and with a checksum.</summary>
    public byte[] Save() => SealedRecord.Write(Kind, Version, writer =>
    {
        writer.Write(InputLength);
        writer.Write(Count);
        writer.Write(mean);
        writer.Write(components);
        writer.Write(variances);
    });

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="CheckpointException">Damaged, of another version, or numbers that are not finite.</exception>
    public static PrincipalComponents Load(byte[] bytes) => SealedRecord.Read(bytes, Kind, Version, reader =>
    {
        int length = reader.ReadInt32(), count = reader.ReadInt32();
        if (length < 1 || count < 1 || (long)length * count * sizeof(float) > bytes.Length)
        {
            throw new CheckpointException($"{count} components of {length} numbers do not fit into {bytes.Length} bytes.");
        }

        float[] mean = new float[length], components = new float[length * count], variances = new float[count];
        foreach (float[] numbers in (float[][])[mean, components, variances])
        {
            reader.ReadFinite(numbers, "The components");
        }

        return new PrincipalComponents(mean, components, variances);
    });
}
