namespace Microsoft.ML.Data;

public readonly partial struct VBuffer<T>
{
    internal VBufferEditor<T> Edit() => Edit(Length, count, null, keepOld: true, requireIndices: false);

    internal VBufferEditor<T> Edit(int newLength, int? newCount, int? capacityLimit, bool keepOld, bool requireIndices)
    {
        Check(newLength >= 0, "newLogicalLength", "must not be negative");
        int present = newCount ?? newLength;
        Check(present >= 0 && present <= newLength, "valuesCount", "must be between 0 and the length");
        T[] newValues = Ensure(values, present, capacityLimit, keepOld);
        bool withIndices = present != newLength || requireIndices;
        int[] newIndices = withIndices ? Ensure(indices, present, capacityLimit, keepOld) : indices;
        return new VBufferEditor<T>(newLength, present, newValues, newIndices, withIndices,
            !ReferenceEquals(newValues, values), !ReferenceEquals(newIndices, indices));
    }

    /// <summary>The array when it is long enough, else one of at least twice its length within the limit.</summary>
    private static TItem[] Ensure<TItem>(TItem[] array, int size, int? limit, bool keepOld)
    {
        int current = array?.Length ?? 0;
        if (current >= size)
        {
            return array;
        }

        int wanted = (int)Math.Min(Math.Max(size, 2L * current), Math.Max(size, limit ?? Array.MaxLength));
        var result = new TItem[wanted];
        if (keepOld)
        {
            array?.CopyTo(result, 0);
        }

        return result;
    }
}
