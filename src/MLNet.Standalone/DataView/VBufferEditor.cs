namespace Microsoft.ML.Data;

/// <summary>Opens vectors for writing, in the buffers they have when those are long enough.</summary>
public static class VBufferEditor
{
    /// <summary>Opens a vector with the length and the number of values it has.</summary>
    public static VBufferEditor<T> CreateFromBuffer<T>(scoped ref VBuffer<T> destination) => destination.Edit();

    /// <summary>Opens a vector with a new length.</summary>
    /// <param name="destination">The vector whose buffers are reused. It changes when the result of <see cref="VBufferEditor{T}.Commit"/> is assigned to it.</param>
    /// <param name="newLogicalLength">The number of items.</param>
    /// <param name="valuesCount">How many are present; null for all, which makes the vector dense.</param>
    /// <param name="maxValuesCapacity">The longest buffer to allocate, unless more is needed.</param>
    /// <param name="keepOldOnResize">Whether the values are copied when a longer buffer is allocated.</param>
    /// <param name="requireIndicesOnDense">Whether a dense vector gets a buffer for indices as well.</param>
    public static VBufferEditor<T> Create<T>(
        scoped ref VBuffer<T> destination,
        int newLogicalLength,
        int? valuesCount = null,
        int? maxValuesCapacity = null,
        bool keepOldOnResize = false,
        bool requireIndicesOnDense = false) =>
        destination.Edit(newLogicalLength, valuesCount, maxValuesCapacity, keepOldOnResize, requireIndicesOnDense);
}
