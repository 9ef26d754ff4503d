namespace Microsoft.ML.Data;

/// <summary>A vector that is being written.</summary>
public readonly ref partial struct VBufferEditor<T>
{
    private readonly int length;
    private readonly T[] values;
    private readonly int[] indices;

    /// <summary>The values to write.</summary>
    public readonly Span<T> Values;

    /// <summary>The indices of the values, to be written in increasing order; empty when the vector is dense.</summary>
    public readonly Span<int> Indices;

    internal VBufferEditor(int length, int count, T[] values, int[] indices, bool withIndices, bool createdNewValues, bool createdNewIndices)
    {
        this.length = length;
        this.values = values;
        this.indices = indices;
        Values = values.AsSpan(0, count);
        Indices = withIndices ? indices.AsSpan(0, count) : default;
        CreatedNewValues = createdNewValues;
        CreatedNewIndices = createdNewIndices;
    }

    /// <summary>Whether the buffer of the values is a new one.</summary>
    public bool CreatedNewValues { get; }

    /// <summary>Whether the buffer of the indices is a new one.</summary>
    public bool CreatedNewIndices { get; }

    /// <summary>The vector as written.</summary>
    public VBuffer<T> Commit() => new(length, Values.Length, values, indices);

    /// <summary>The vector as written, cut down to its first values.</summary>
    /// <param name="physicalValuesCount">How many of the values remain; the vector's length stays.</param>
    public VBuffer<T> CommitTruncated(int physicalValuesCount) => new(length, physicalValuesCount, values, indices);
}
