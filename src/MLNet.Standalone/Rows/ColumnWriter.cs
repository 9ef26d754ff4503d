namespace Microsoft.ML.Data;

/// <summary>Writes the current value of one column into a member of objects.</summary>
internal abstract class ColumnWriter<TRow>
{
    private static readonly MethodInfo DirectMethod = Method(nameof(Direct));
    private static readonly MethodInfo ArrayMethod = Method(nameof(ToArray));
    private static readonly MethodInfo VectorMethod = Method(nameof(ToVector));

    public abstract void Write(TRow row);

    public static ColumnWriter<TRow> Create(RowMember member, DataViewRow source, DataViewSchema.Column column)
    {
        Type type = member.Type;
        if (type == typeof(string))
        {
            return new TextWriter(source.GetGetter<ReadOnlyMemory<char>>(column), (Poke<TRow, string>)MemberAccess.PokeOf<TRow>(member.Member));
        }

        if (type == typeof(string[]))
        {
            return new TextsWriter(
                source.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column), PeekOf<string[]>(member), (Poke<TRow, string[]>)MemberAccess.PokeOf<TRow>(member.Member));
        }

        (MethodInfo method, Type item) = type.IsArray ? (ArrayMethod, type.GetElementType())
            : column.Type is VectorDataViewType vector ? (VectorMethod, vector.ItemType.RawType)
            : (DirectMethod, type);
        return (ColumnWriter<TRow>)method.MakeGenericMethod(item).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [member, source, column], null);
    }

    private static DirectWriter<T> Direct<T>(RowMember member, DataViewRow source, DataViewSchema.Column column) =>
        new(source.GetGetter<T>(column), (Poke<TRow, T>)MemberAccess.PokeOf<TRow>(member.Member));

    private static ArrayWriter<T> ToArray<T>(RowMember member, DataViewRow source, DataViewSchema.Column column) =>
        new(source.GetGetter<VBuffer<T>>(column), PeekOf<T[]>(member), (Poke<TRow, T[]>)MemberAccess.PokeOf<TRow>(member.Member));

    private static VectorWriter<T> ToVector<T>(RowMember member, DataViewRow source, DataViewSchema.Column column) =>
        new(source.GetGetter<VBuffer<T>>(column), PeekOf<VBuffer<T>>(member), (Poke<TRow, VBuffer<T>>)MemberAccess.PokeOf<TRow>(member.Member));

    /// <summary>Reads the member, whose buffer is reused, or gives nothing to reuse when it cannot be read.</summary>
    private static Peek<TRow, T> PeekOf<T>(RowMember member) => MemberAccess.CanRead(member.Member)
        ? (Peek<TRow, T>)MemberAccess.PeekOf<TRow>(member.Member)
        : (TRow _, ref T value) => value = default;

    private static MethodInfo Method(string name) => typeof(ColumnWriter<TRow>).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static);

    private sealed class DirectWriter<T>(ValueGetter<T> getter, Poke<TRow, T> poke) : ColumnWriter<TRow>
    {
        private T value;

        public override void Write(TRow row)
        {
            getter(ref value);
            poke(row, value);
        }
    }

    private sealed class TextWriter(ValueGetter<ReadOnlyMemory<char>> getter, Poke<TRow, string> poke) : ColumnWriter<TRow>
    {
        private ReadOnlyMemory<char> value;

        public override void Write(TRow row)
        {
            getter(ref value);
            poke(row, value.ToString());
        }
    }

    private sealed class VectorWriter<T>(ValueGetter<VBuffer<T>> getter, Peek<TRow, VBuffer<T>> peek, Poke<TRow, VBuffer<T>> poke) : ColumnWriter<TRow>
    {
        public override void Write(TRow row)
        {
            VBuffer<T> value = default;
            peek(row, ref value);
            getter(ref value);
            poke(row, value);
        }
    }

    /// <summary>As in ML.NET an empty vector leaves a null array null.</summary>
    private sealed class ArrayWriter<T>(ValueGetter<VBuffer<T>> getter, Peek<TRow, T[]> peek, Poke<TRow, T[]> poke) : ColumnWriter<TRow>
    {
        private VBuffer<T> value;

        public override void Write(TRow row)
        {
            T[] items = null;
            peek(row, ref items);
            getter(ref value);
            if ((items?.Length ?? 0) != value.Length)
            {
                items = new T[value.Length];
            }

            value.CopyTo(items);
            poke(row, items);
        }
    }

    private sealed class TextsWriter(ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter, Peek<TRow, string[]> peek, Poke<TRow, string[]> poke) : ColumnWriter<TRow>
    {
        private VBuffer<ReadOnlyMemory<char>> value;

        public override void Write(TRow row)
        {
            string[] texts = null;
            peek(row, ref texts);
            getter(ref value);
            if ((texts?.Length ?? 0) != value.Length)
            {
                texts = new string[value.Length];
            }

            int index = 0;
            foreach (ReadOnlyMemory<char> text in value.DenseValues())
            {
                texts[index++] = text.ToString();
            }

            poke(row, texts);
        }
    }
}
