namespace Microsoft.ML.Data;

/// <summary>Getters of columns that are members of objects.</summary>
internal static class ObjectGetters
{
    private static readonly MethodInfo DirectMethod = Method(nameof(Direct));
    private static readonly MethodInfo KeyMethod = Method(nameof(Key));
    private static readonly MethodInfo ArrayMethod = Method(nameof(FromArray));
    private static readonly MethodInfo VectorMethod = Method(nameof(FromVector));

    /// <summary>The getter of a member's column over the object in a slot.</summary>
    public static Delegate Create<TRow>(RowMember member, ObjectSlot<TRow> slot)
        where TRow : class
    {
        Delegate peek = MemberAccess.PeekOf<TRow>(member.Member);
        return peek switch
        {
            Peek<TRow, string> text => Text(text, slot),
            Peek<TRow, string[]> texts => Texts(texts, slot),
            _ when member.Type.IsArray => Make(ArrayMethod, member.Type.GetElementType()),
            _ when member.Column.Type is VectorDataViewType vector => Make(VectorMethod, vector.ItemType.RawType),
            _ when member.Column.Type is KeyDataViewType => Make(KeyMethod, member.Type, ((KeyDataViewType)member.Column.Type).Count),
            _ => Make(DirectMethod, member.Type),
        };

        Delegate Make(MethodInfo method, Type item, params object[] more) =>
            (Delegate)method.MakeGenericMethod(typeof(TRow), item).Invoke(null, [peek, slot, .. more]);
    }

    private static ValueGetter<T> Direct<TRow, T>(Peek<TRow, T> peek, ObjectSlot<TRow> slot)
        where TRow : class => (ref T destination) => peek(slot.Value, ref destination);

    private static ValueGetter<ReadOnlyMemory<char>> Text<TRow>(Peek<TRow, string> peek, ObjectSlot<TRow> slot)
        where TRow : class
    {
        return (ref ReadOnlyMemory<char> destination) =>
        {
            string text = null;
            peek(slot.Value, ref text);
            destination = text.AsMemory();
        };
    }

    private static ValueGetter<VBuffer<ReadOnlyMemory<char>>> Texts<TRow>(Peek<TRow, string[]> peek, ObjectSlot<TRow> slot)
        where TRow : class
    {
        return (ref VBuffer<ReadOnlyMemory<char>> destination) =>
        {
            string[] texts = null;
            peek(slot.Value, ref texts);
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref destination, texts?.Length ?? 0);
            for (int i = 0; i < editor.Values.Length; i++)
            {
                editor.Values[i] = texts[i].AsMemory();
            }

            destination = editor.Commit();
        };
    }

    private static ValueGetter<VBuffer<T>> FromArray<TRow, T>(Peek<TRow, T[]> peek, ObjectSlot<TRow> slot)
        where TRow : class
    {
        return (ref VBuffer<T> destination) =>
        {
            T[] items = null;
            peek(slot.Value, ref items);
            VBuffer<T>.Fill(items, ref destination);
        };
    }

    private static ValueGetter<VBuffer<T>> FromVector<TRow, T>(Peek<TRow, VBuffer<T>> peek, ObjectSlot<TRow> slot)
        where TRow : class
    {
        return (ref VBuffer<T> destination) =>
        {
            VBuffer<T> items = default;
            peek(slot.Value, ref items);
            items.CopyTo(ref destination);
        };
    }

    /// <summary>Objects count from 0, columns from 1 with 0 for what is not among the things.</summary>
    private static ValueGetter<T> Key<TRow, T>(Peek<TRow, T> peek, ObjectSlot<TRow> slot, ulong count)
        where TRow : class
        where T : struct, System.Numerics.IBinaryInteger<T>
    {
        T limit = T.CreateSaturating(count - 1);
        return (ref T destination) =>
        {
            T value = default;
            peek(slot.Value, ref value);
            destination = value <= limit ? value + T.One : T.Zero;
        };
    }

    private static MethodInfo Method(string name) => typeof(ObjectGetters).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static);
}
