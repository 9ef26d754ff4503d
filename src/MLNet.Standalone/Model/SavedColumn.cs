namespace Microsoft.ML.Data;

/// <summary>A column of the input schema in a saved model.</summary>
/// <param name="Name">The name.</param>
/// <param name="Item">The CLR type of the values, or of a vector's items.</param>
/// <param name="KeyCount">How many things a key counts; null when it is none.</param>
/// <param name="Dimensions">Those of a vector; null when it is none.</param>
/// <param name="SlotNames">The names of a vector's slots; null when there are none.</param>
/// <param name="KeyValues">What keys stand for, when that is text; else null.</param>
internal sealed record SavedColumn(
    string Name,
    string Item,
    ulong? KeyCount,
    IReadOnlyList<int> Dimensions,
    IReadOnlyList<string> SlotNames,
    IReadOnlyList<string> KeyValues)
{
    /// <summary>The columns of a schema, hidden ones included. Columns of types that applications define are left out, as ML.NET does.</summary>
    public static IReadOnlyList<SavedColumn> Of(DataViewSchema schema) =>
        [.. schema.Where(column => column.Type is VectorDataViewType or PrimitiveDataViewType && StandardTypes.IsStandard(ItemOf(column.Type).RawType)).Select(Of)];

    /// <exception cref="InvalidDataException">A column is not one that can be.</exception>
    public static DataViewSchema Schema(IEnumerable<SavedColumn> columns)
    {
        var builder = new DataViewSchema.Builder();
        foreach (SavedColumn column in columns)
        {
            (column ?? throw new InvalidDataException("A column of the model's schema is missing.")).AddTo(builder);
        }

        return builder.ToSchema();
    }

    private static SavedColumn Of(DataViewSchema.Column column)
    {
        PrimitiveDataViewType item = ItemOf(column.Type);
        return new SavedColumn(
            column.Name,
            StandardTypes.Of(item.RawType).ToString(),
            (item as KeyDataViewType)?.Count,
            column.Type is VectorDataViewType vector ? [.. vector.Dimensions] : null,
            column.HasSlotNames() ? Texts(column, "SlotNames") : null,
            column.HasKeyValues() ? Texts(column, "KeyValues") : null);
    }

    private static PrimitiveDataViewType ItemOf(DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : (PrimitiveDataViewType)type;

    private static string[] Texts(DataViewSchema.Column column, string kind)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue(kind, ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private void AddTo(DataViewSchema.Builder builder)
    {
        try
        {
            PrimitiveDataViewType item = StandardTypes.All.FirstOrDefault(type => type.ToString() == Item)
                ?? throw new ArgumentException($"'{Item}' is no type.");
            item = KeyCount is { } count ? new KeyDataViewType(item.RawType, count) : item;
            DataViewType type = Dimensions is null ? item : new VectorDataViewType(item, Dimensions.ToArray());
            var annotations = new DataViewSchema.Annotations.Builder();
            Add(annotations, "SlotNames", SlotNames);
            Add(annotations, "KeyValues", KeyValues);
            builder.AddColumn(Name, type, annotations.ToAnnotations());
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"The model's column '{Name}' is damaged: {exception.Message}", exception);
        }
    }

    private static void Add(DataViewSchema.Annotations.Builder annotations, string kind, IReadOnlyList<string> texts)
    {
        if (texts is { Count: > 0 })
        {
            var type = new VectorDataViewType(TextDataViewType.Instance, texts.Count);
            annotations.Add(kind, type, AnnotationValue.Getter<string[]>([.. texts], type));
        }
    }
}
