namespace Microsoft.ML;

/// <summary>Making, splitting and reading views.</summary>
public sealed partial class DataOperationsCatalog
{
    private readonly HostEnvironment environment;

    internal DataOperationsCatalog(HostEnvironment environment)
    {
        this.environment = environment;
    }

    /// <summary>A view of objects, whose public fields and properties are the columns.</summary>
    /// <param name="data">Enumerated anew by every cursor, so it must give the same each time.</param>
    /// <param name="schemaDefinition">Names and types of the columns; null for those the attributes say.</param>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition schemaDefinition = null)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(data);
        return new EnumerableDataView<TRow>(data, RowMember.Of(typeof(TRow), schemaDefinition, SchemaDefinition.Direction.Read));
    }

    /// <summary>A view of objects, whose columns have the types and annotations of a schema.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="TRow"/> lacks a member for one of the columns.</exception>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class => LoadFromEnumerable(data, SchemaDefinition.Of(typeof(TRow), schema));

    /// <summary>The rows as objects. The columns that fill no member are not read.</summary>
    /// <param name="data">The view.</param>
    /// <param name="reuseRowObject">Whether the same object is filled for every row.</param>
    /// <param name="ignoreMissingColumns">Whether members that no column fills stay as they are; otherwise they are an error.</param>
    /// <param name="schemaDefinition">Names and types of the columns; null for those the attributes say.</param>
    public IEnumerable<TRow> CreateEnumerable<TRow>(
        IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false, SchemaDefinition schemaDefinition = null)
        where TRow : class, new()
    {
        ArgumentNullException.ThrowIfNull(data);
        return Enumerate(data, new RowBinding<TRow>(data.Schema, ignoreMissingColumns, schemaDefinition), reuseRowObject);
    }

    private static IEnumerable<TRow> Enumerate<TRow>(IDataView data, RowBinding<TRow> binding, bool reuseRowObject)
        where TRow : class, new()
    {
        using DataViewRowCursor cursor = data.GetRowCursor(binding.Columns.Distinct().Select(column => data.Schema[column]));
        ColumnWriter<TRow>[] writers = binding.Writers(cursor);
        TRow row = null;
        while (cursor.MoveNext())
        {
            if (row is null || !reuseRowObject)
            {
                row = new TRow();
            }

            foreach (ColumnWriter<TRow> writer in writers)
            {
                writer.Write(row);
            }

            yield return row;
        }
    }
}
