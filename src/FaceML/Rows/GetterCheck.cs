namespace FaceML.Rows;

/// <summary>The two mistakes one can make when asking for a getter, said the same way everywhere.</summary>
internal static class GetterCheck
{
    public static void Active(bool[] active, DataViewSchema.Column column)
    {
        if (!active[column.Index])
        {
            throw new InvalidOperationException($"Column '{column.Name}' is not active: the cursor was opened without it.");
        }
    }

    public static ValueGetter<TValue> Typed<TValue>(Delegate getter, DataViewSchema.Column column) =>
        getter as ValueGetter<TValue>
        ?? throw new InvalidOperationException($"Column '{column.Name}' holds {column.Type.RawType}, not {typeof(TValue)}.");
}
