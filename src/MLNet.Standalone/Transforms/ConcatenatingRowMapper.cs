namespace Microsoft.ML.Data;

/// <summary>Rows with a vector of other columns' items.</summary>
internal sealed class ConcatenatingRowMapper : RowMapper
{
    private static readonly MethodInfo GetterMethod =
        typeof(ConcatenatingRowMapper).GetMethod(nameof(Getter), BindingFlags.NonPublic | BindingFlags.Static);

    private readonly DataViewSchema.Column[] sources;
    private readonly PrimitiveDataViewType itemType;

    private ConcatenatingRowMapper(DataViewSchema input, DataViewSchema.DetachedColumn output, DataViewSchema.Column[] sources, PrimitiveDataViewType itemType)
        : base(input, Add(input, [(output, ~0)]))
    {
        this.sources = sources;
        this.itemType = itemType;
    }

    public static ConcatenatingRowMapper Create(DataViewSchema input, string output, DataViewSchema.Column[] sources)
    {
        DataViewType first = ItemOf(sources[0]);
        foreach (DataViewSchema.Column source in sources)
        {
            if (!ItemOf(source).Equals(first))
            {
                throw Errors.WrongColumnType("inputSchema", "input", source.Name, first.ToString(), source.Type.ToString());
            }
        }

        if (first is not PrimitiveDataViewType item)
        {
            throw Errors.WrongColumnType("inputSchema", "input", sources[0].Name, "a primitive type or a vector", first.ToString());
        }

        bool isFixed = sources.All(source => SizeOf(source) > 0);
        int size = isFixed ? sources.Aggregate(0, (sum, source) => checked(sum + SizeOf(source))) : 0;
        DataViewSchema.Annotations annotations = JoinedAnnotations.Of(sources, first is NumberDataViewType, size);
        return new ConcatenatingRowMapper(input, new DataViewSchema.DetachedColumn(output, new VectorDataViewType(item, size), annotations), sources, item);
    }

    public override Delegate[] CreateGetters(DataViewRow input, bool[] added) =>
        [(Delegate)GetterMethod.MakeGenericMethod(itemType.RawType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [input, sources], null)];

    protected override IEnumerable<int> InputsOf(bool[] added) => sources.Select(source => source.Index);

    /// <summary>The number of items of a column; 0 when it varies.</summary>
    internal static int SizeOf(DataViewSchema.Column column) => column.Type is VectorDataViewType vector ? vector.Size : 1;

    private static DataViewType ItemOf(DataViewSchema.Column column) => column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;

    private static ValueGetter<VBuffer<T>> Getter<T>(DataViewRow input, DataViewSchema.Column[] sources)
    {
        var parts = new VBuffer<T>[sources.Length];
        ValueGetter<VBuffer<T>>[] getters = Array.ConvertAll(sources, source => VectorGetter<T>(input, source));
        return (ref VBuffer<T> destination) =>
        {
            int length = 0;
            int count = 0;
            for (int i = 0; i < parts.Length; i++)
            {
                getters[i](ref parts[i]);
                int expected = SizeOf(sources[i]);
                if (expected != 0 && parts[i].Length != expected)
                {
                    throw new InvalidOperationException($"Column '{sources[i].Name}': expected {expected} slots, but got {parts[i].Length}");
                }

                length = checked(length + parts[i].Length);
                count += parts[i].GetValues().Length;
            }

            destination = count <= length / 2 ? Sparse(parts, length, count, ref destination) : Dense(parts, length, ref destination);
        };
    }

    private static ValueGetter<VBuffer<T>> VectorGetter<T>(DataViewRow input, DataViewSchema.Column source)
    {
        if (source.Type is VectorDataViewType)
        {
            return input.GetGetter<VBuffer<T>>(source);
        }

        ValueGetter<T> getter = input.GetGetter<T>(source);
        return (ref VBuffer<T> destination) =>
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref destination, 1);
            getter(ref editor.Values[0]);
            destination = editor.Commit();
        };
    }

    private static VBuffer<T> Dense<T>(VBuffer<T>[] parts, int length, ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length);
        int offset = 0;
        foreach (VBuffer<T> part in parts)
        {
            part.CopyTo(editor.Values, offset);
            offset += part.Length;
        }

        return editor.Commit();
    }

    private static VBuffer<T> Sparse<T>(VBuffer<T>[] parts, int length, int count, ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length, count);
        int offset = 0;
        int slot = 0;
        foreach (VBuffer<T> part in parts)
        {
            ReadOnlySpan<T> values = part.GetValues();
            ReadOnlySpan<int> indices = part.GetIndices();
            for (int i = 0; i < values.Length; i++, slot++)
            {
                editor.Values[slot] = values[i];
                if (editor.Indices.Length > 0)
                {
                    editor.Indices[slot] = offset + (part.IsDense ? i : indices[i]);
                }
            }

            offset += part.Length;
        }

        return editor.Commit();
    }
}
