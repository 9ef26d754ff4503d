namespace Microsoft.ML.Data;

/// <summary>The annotations that ML.NET itself uses.</summary>
public static class SchemaAnnotationsExtensions
{
    private const string SlotNames = "SlotNames";
    private const string KeyValues = "KeyValues";

    /// <summary>Whether the slots of a vector column of fixed length have names.</summary>
    public static bool HasSlotNames(this DataViewSchema.Column column) =>
        column.Type is VectorDataViewType { Size: > 0 } vector
        && column.Annotations.Schema.GetColumnOrNull(SlotNames)?.Type is VectorDataViewType names
        && names.Size == vector.Size
        && names.ItemType is TextDataViewType;

    /// <summary>Fetches the names of the slots.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static void GetSlotNames(this DataViewSchema.Column column, ref VBuffer<ReadOnlyMemory<char>> slotNames) =>
        column.Annotations.GetValue(SlotNames, ref slotNames);

    /// <summary>Whether what the keys of the column stand for is known, in values of a type.</summary>
    /// <param name="column">A column of keys, or of vectors of keys.</param>
    /// <param name="keyValueItemType">The type of the values; null for text.</param>
    public static bool HasKeyValues(this DataViewSchema.Column column, PrimitiveDataViewType keyValueItemType = null)
    {
        DataViewType item = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
        return item is KeyDataViewType key
            && column.Annotations.Schema.GetColumnOrNull(KeyValues)?.Type is VectorDataViewType values
            && (ulong)values.Size == key.Count
            && values.ItemType.Equals(keyValueItemType ?? TextDataViewType.Instance);
    }

    /// <summary>Fetches what the keys of the column stand for.</summary>
    /// <exception cref="InvalidOperationException">It is not known.</exception>
    public static void GetKeyValues<TValue>(this DataViewSchema.Column column, ref VBuffer<TValue> keyValues) =>
        column.Annotations.GetValue(KeyValues, ref keyValues);

    /// <summary>Whether the column is marked as normalized.</summary>
    public static bool IsNormalized(this DataViewSchema.Column column)
    {
        bool isNormalized = false;
        if (column.Annotations.Schema.GetColumnOrNull("IsNormalized")?.Type is BooleanDataViewType)
        {
            column.Annotations.GetValue("IsNormalized", ref isNormalized);
        }

        return isNormalized;
    }
}
