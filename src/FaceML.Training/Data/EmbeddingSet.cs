namespace FaceML.Training.Data;

/// <summary>
/// Embeddings of one length with the identity of each: finite numbers, checked once. Immutable as long as the arrays are not written to
/// given.
/// </summary>
public sealed class EmbeddingSet
{
    private readonly float[] values;
    private readonly int[] labels;

    /// <summary>Wraps embeddings that lie in one array.</summary>
    /// <param name="values">labels.Length × <paramref name="length"/> numbers, row-major; held, not copied.</param>
    /// <param name="labels">The identity of each row, any numbers; held, not copied.</param>
    /// <param name="length">Numbers in an embedding, at least 1.</param>
    /// <exception cref="TrainingDataException">Empty, unequal counts, or a number that is not finite.</exception>
    public EmbeddingSet(float[] values, int[] labels, int length)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (labels.Length == 0)
        {
            throw new TrainingDataException(TrainingDataProblem.Empty, "There are no embeddings.");
        }

        if (values.Length != (long)labels.Length * length)
        {
            throw new TrainingDataException(TrainingDataProblem.UnequalCounts,
                $"{labels.Length} labels with embeddings of {length} numbers require {(long)labels.Length * length} numbers; "
                    + $"{values.Length} came.");
        }

        for (int row = 0; row < labels.Length; row++)
        {
            if (!TensorPrimitives.IsFiniteAll<float>(values.AsSpan(row * length, length)))
            {
                throw new TrainingDataException(
                    TrainingDataProblem.NotFinite, $"The embedding in row {row} (identity {labels[row]}) holds NaN or an infinity.");
            }
        }

        (this.values, this.labels, Length) = (values, labels, length);
    }

    /// <summary>Numbers in an embedding.</summary>
    public int Length { get; }

    /// <summary>The number of embeddings.</summary>
    public int Count => labels.Length;

    /// <summary>All embeddings, Count × Length, row-major.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>The identity of each embedding.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>Gathers embeddings that lie in arrays of their own.</summary>
    /// <param name="vectors">The embeddings; copied.</param>
    /// <param name="labels">The identity of each; copied.</param>
    /// <exception cref="TrainingDataException">Empty, unequal counts or lengths, or a number that is not finite.</exception>
    public static EmbeddingSet FromVectors(IReadOnlyList<float[]> vectors, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(labels);
        if (vectors.Count != labels.Count)
        {
            throw new TrainingDataException(
                TrainingDataProblem.UnequalCounts, $"{vectors.Count} embeddings came with {labels.Count} labels.");
        }

        if (vectors.Count == 0)
        {
            throw new TrainingDataException(TrainingDataProblem.Empty, "There are no embeddings.");
        }

        int length = vectors[0].Length;
        float[] values = new float[checked(vectors.Count * length)];
        for (int row = 0; row < vectors.Count; row++)
        {
            if (vectors[row].Length != length)
            {
                throw new TrainingDataException(TrainingDataProblem.UnequalLengths,
                    $"The embedding in row {row} (identity {labels[row]}) has {vectors[row].Length} numbers; that in row 0 has {length}.");
            }

            vectors[row].CopyTo(values, row * length);
        }

        return new EmbeddingSet(values, [.. labels], length);
    }

    /// <summary>One embedding.</summary>
    /// <param name="row">0 to Count − 1.</param>
    public ReadOnlySpan<float> Row(int row) => values.AsSpan(row * Length, Length);

    /// <summary>The images of each identity: row numbers by label, in order of the labels.</summary>
    public SortedDictionary<int, List<int>> ByIdentity() => IdentityChecks.Group(labels);

    /// <summary>Some of the embeddings, in the order of this set.</summary>
    internal EmbeddingSet Take(IEnumerable<int> rows)
    {
        int[] sorted = [.. rows.Order()];
        float[] taken = new float[sorted.Length * Length];
        int[] kept = new int[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            Row(sorted[i]).CopyTo(taken.AsSpan(i * Length));
            kept[i] = labels[sorted[i]];
        }

        return new EmbeddingSet(taken, kept, Length);
    }

    /// <summary>The embeddings at unit length.</summary>
    internal EmbeddingSet Normalized()
    {
        float[] unit = (float[])values.Clone();
        for (int at = 0; at < unit.Length; at += Length)
        {
            Span<float> x = unit.AsSpan(at, Length);
            TensorPrimitives.Divide(x, Math.Max(TensorPrimitives.Norm<float>(x), 1e-12f), x);
        }

        return new EmbeddingSet(unit, labels, Length);
    }
}
