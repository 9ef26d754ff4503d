namespace Microsoft.ML.Data;

/// <summary>A view of some rows of another.</summary>
/// <param name="source">The rows to choose from.</param>
/// <param name="filterColumns">The columns the choice looks at.</param>
/// <param name="makeFilter">Makes, for a cursor, the choice that is asked once for each row in turn.</param>
/// <param name="isOrdered">Whether the choice depends on the order of the rows, which then stays.</param>
internal sealed class FilteredDataView(
    IDataView source, IReadOnlyList<DataViewSchema.Column> filterColumns, Func<DataViewRow, Func<Choice>> makeFilter, bool isOrdered) : IDataView
{
    public bool CanShuffle => !isOrdered && source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    /// <summary>What is known without reading.</summary>
    public Func<long?> CountRows { private get; init; } = () => null;

    public long? GetRowCount() => CountRows();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = ActiveColumns.Of(Schema, columnsNeeded);
        return Filter(source.GetRowCursor(Needed(active), isOrdered ? null : rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        if (isOrdered)
        {
            return [GetRowCursor(columnsNeeded)];
        }

        bool[] active = ActiveColumns.Of(Schema, columnsNeeded);
        return Array.ConvertAll(source.GetRowCursorSet(Needed(active), n, rand), DataViewRowCursor (cursor) => Filter(cursor, active));
    }

    private FilteringCursor Filter(DataViewRowCursor cursor, bool[] active) => new(cursor, active, makeFilter(cursor));

    private DataViewSchema.Column[] Needed(bool[] active) =>
        [.. Schema.Where(column => active[column.Index] || filterColumns.Any(filter => filter.Index == column.Index))];
}
