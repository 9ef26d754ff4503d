namespace Microsoft.ML.Data;

public readonly partial struct VBuffer<T>
{
    /// <summary>Makes <paramref name="destination"/> a dense copy in its own buffers.</summary>
    public void CopyToDense(ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    /// <summary>Makes <paramref name="destination"/> a copy in its own buffers.</summary>
    public void CopyTo(ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length, count);
        GetValues().CopyTo(editor.Values);
        GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    /// <summary>Makes <paramref name="destination"/> a copy of a part in its own buffers.</summary>
    /// <param name="destination">The vector to overwrite.</param>
    /// <param name="sourceIndex">The first item of the part.</param>
    /// <param name="length">The length of the part.</param>
    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        Check((uint)sourceIndex <= (uint)Length, nameof(sourceIndex), "must be between 0 and the length");
        Check(length >= 0 && length <= Length - sourceIndex, nameof(length), "must not reach past the end");
        int first = IsDense ? sourceIndex : SlotFrom(sourceIndex);
        int present = (IsDense ? sourceIndex + length : SlotFrom(sourceIndex + length)) - first;
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length, present);
        GetValues().Slice(first, present).CopyTo(editor.Values);
        for (int slot = 0; slot < editor.Indices.Length; slot++)
        {
            editor.Indices[slot] = indices[first + slot] - sourceIndex;
        }

        destination = editor.Commit();
    }

    /// <summary>Writes all items to the start of a span.</summary>
    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    /// <summary>Writes all items to a span.</summary>
    /// <param name="destination">The span.</param>
    /// <param name="destinationIndex">Where in it the first item goes.</param>
    /// <param name="defaultValue">What is written for the items that are not present in a vector that has some.</param>
    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default)
    {
        Check(destinationIndex >= 0 && destinationIndex <= destination.Length - Length, nameof(destination), "is too short for the vector");
        Span<T> target = destination.Slice(destinationIndex, Length);
        if (IsDense)
        {
            GetValues().CopyTo(target);
            return;
        }

        // A vector without any value is cleared whatever the default is: ML.NET does so too.
        target.Fill(count == 0 ? default : defaultValue);
        for (int slot = 0; slot < count; slot++)
        {
            target[indices[slot]] = values[slot];
        }
    }

    /// <summary>Makes <paramref name="destination"/> a dense copy of a part of an array.</summary>
    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        int available = source?.Length ?? 0;
        Check(length >= 0 && length <= available, nameof(length), "must be between 0 and the array's length");
        Check(sourceIndex >= 0 && sourceIndex <= available - length, nameof(sourceIndex), "must leave room for the length");
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    /// <summary>Makes <paramref name="destination"/> a dense copy of a span. The shortest way, for getters that run for every row.</summary>
    internal static void Fill(ReadOnlySpan<T> source, ref VBuffer<T> destination)
    {
        T[] buffer = destination.values is { } own && own.Length >= source.Length ? own : new T[source.Length];
        source.CopyTo(buffer);
        destination = new VBuffer<T>(source.Length, source.Length, buffer, destination.indices);
    }

    /// <summary>The first slot of a sparse vector whose index is at least <paramref name="index"/>.</summary>
    private int SlotFrom(int index)
    {
        int slot = GetIndices().BinarySearch(index);
        return slot < 0 ? ~slot : slot;
    }
}
