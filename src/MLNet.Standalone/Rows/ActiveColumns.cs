namespace Microsoft.ML.Data;

/// <summary>The columns asked for, by index.</summary>
internal static class ActiveColumns
{
    public static bool[] Of(DataViewSchema schema, IEnumerable<DataViewSchema.Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in columns)
        {
            if ((uint)column.Index >= (uint)active.Length)
            {
                throw new ArgumentException($"The column '{column.Name}' with the index {column.Index} is not of this schema of {active.Length} columns.", nameof(columns));
            }

            active[column.Index] = true;
        }

        return active;
    }

    public static IEnumerable<DataViewSchema.Column> Select(DataViewSchema schema, bool[] active) => schema.Where(column => active[column.Index]).ToArray();

    /// <summary>Throws when a getter is asked for that the cursor was not opened with.</summary>
    public static void Demand(bool isActive, DataViewSchema.Column column)
    {
        if (!isActive)
        {
            throw new ArgumentException($"The column '{column.Name}' is not active: it was not among those asked for.", nameof(column));
        }
    }

    /// <summary>A getter as the type it is asked for.</summary>
    public static ValueGetter<TValue> Cast<TValue>(Delegate getter, DataViewSchema.Column column) =>
        getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"The column '{column.Name}' holds {column.Type.RawType}, not {typeof(TValue)}.");
}
