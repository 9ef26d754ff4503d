namespace Microsoft.ML.Data;

/// <summary>The annotations of a vector that is joined of columns.</summary>
internal static class JoinedAnnotations
{
    /// <param name="sources">The columns.</param>
    /// <param name="areNumbers">Whether the items are numbers, which alone can be normalized.</param>
    /// <param name="size">The length of the vector; 0 when it varies.</param>
    public static DataViewSchema.Annotations Of(DataViewSchema.Column[] sources, bool areNumbers, int size)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        if (areNumbers && sources.All(source => source.IsNormalized()))
        {
            builder.AddPrimitiveValue("IsNormalized", BooleanDataViewType.Instance, true);
        }

        if (size > 0 && sources.Any(source => source.Type is not VectorDataViewType || source.HasSlotNames()))
        {
            ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = (ref VBuffer<ReadOnlyMemory<char>> names) => SlotNames(sources, size, ref names);
            builder.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, size), getter);
        }

        return builder.ToAnnotations();
    }

    /// <summary>A scalar's slot has the column's name, a vector's slots theirs with the column's before them, or none.</summary>
    private static void SlotNames(DataViewSchema.Column[] sources, int size, ref VBuffer<ReadOnlyMemory<char>> names)
    {
        VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref names, size);
        editor.Values.Clear();
        VBuffer<ReadOnlyMemory<char>> own = default;
        int slot = 0;
        foreach (DataViewSchema.Column source in sources)
        {
            if (source.Type is not VectorDataViewType)
            {
                editor.Values[slot] = source.Name.AsMemory();
            }
            else if (source.HasSlotNames())
            {
                source.GetSlotNames(ref own);
                foreach ((int index, ReadOnlyMemory<char> name) in own.Items())
                {
                    editor.Values[slot + index] = name.IsEmpty ? default : $"{source.Name}.{name}".AsMemory();
                }
            }

            slot += ConcatenatingRowMapper.SizeOf(source);
        }

        names = editor.Commit();
    }
}
