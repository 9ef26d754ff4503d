using System.Collections;

namespace Microsoft.ML.Data;

/// <summary>The value of a vector column: dense, or sparse with the indices of the items that are present.</summary>
/// <remarks>
/// A view of buffers that its holder may reuse: getters write into the buffers of the vector they are given.
/// Whoever keeps a vector beyond the next call of its getter copies it. Items are changed through <see cref="VBufferEditor"/>.
/// </remarks>
public readonly partial struct VBuffer<T> : IEnumerable
{
    private readonly T[] values;
    private readonly int[] indices;
    private readonly int count;

    /// <summary>The number of items, those not present in a sparse vector included.</summary>
    public readonly int Length;

    /// <summary>A dense vector over an array that it takes over.</summary>
    /// <param name="length">The number of items.</param>
    /// <param name="values">At least that many values.</param>
    /// <param name="indices">A spare buffer for when the vector's buffers are reused for a sparse one.</param>
    public VBuffer(int length, T[] values, int[] indices = null)
        : this(length, length, values, indices)
    {
    }

    /// <summary>A vector over arrays that it takes over.</summary>
    /// <param name="length">The number of items.</param>
    /// <param name="count">How many are present; when all are, the vector is dense.</param>
    /// <param name="values">At least <paramref name="count"/> values.</param>
    /// <param name="indices">The strictly increasing indices of the values. Not looked at in a dense vector.</param>
    public VBuffer(int length, int count, T[] values, int[] indices)
    {
        Check(length >= 0, nameof(length), "must not be negative");
        Check(count >= 0 && count <= length, nameof(count), "must be between 0 and the length");
        Check((values?.Length ?? 0) >= count, nameof(values), "has fewer items than the vector");
        Check(count == length || (indices?.Length ?? 0) >= count, nameof(indices), "has fewer items than the vector has values");
        Length = length;
        this.count = count;
        this.values = values;
        this.indices = indices;
    }

    /// <summary>Whether all items are present.</summary>
    public bool IsDense => count == Length;

    /// <summary>The items that are present.</summary>
    public ReadOnlySpan<T> GetValues() => values.AsSpan(0, count);

    /// <summary>The indices of the items that are present; empty in a dense vector.</summary>
    public ReadOnlySpan<int> GetIndices() => IsDense ? default : indices.AsSpan(0, count);

    /// <summary>The index and value of the items that are present, or of all.</summary>
    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false)
    {
        VBuffer<T> vector = this;
        return all || IsDense
            ? DenseValues().Select((value, index) => KeyValuePair.Create(index, value))
            : Enumerable.Range(0, count).Select(slot => KeyValuePair.Create(vector.indices[slot], vector.values[slot]));
    }

    /// <summary>All items; those not present have the type's default value.</summary>
    public IEnumerable<T> DenseValues()
    {
        int slot = 0;
        for (int index = 0; index < Length; index++)
        {
            bool isPresent = IsDense || (slot < count && indices[slot] == index);
            yield return isPresent ? values[slot++] : default;
        }
    }

    /// <summary>Fetches an item; the type's default value when it is not present.</summary>
    public void GetItemOrDefault(int index, ref T destination) => destination = GetItemOrDefault(index);

    /// <summary>An item; the type's default value when it is not present.</summary>
    public T GetItemOrDefault(int index)
    {
        Check((uint)index < (uint)Length, nameof(index), "must be between 0 and the length");
        int slot = IsDense ? index : GetIndices().BinarySearch(index);
        return slot >= 0 ? values[slot] : default;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {count} explicit values";

    /// <summary>Enumerates the array under the vector, which may be longer than it.</summary>
    public IEnumerator GetEnumerator() => values.GetEnumerator();

    private static void Check(bool condition, string parameter, string rule)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(parameter, $"{parameter} {rule}.");
        }
    }
}
