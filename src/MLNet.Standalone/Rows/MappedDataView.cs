namespace Microsoft.ML.Data;

/// <summary>A view whose rows are made of the rows of another.</summary>
internal sealed class MappedDataView(IDataView source, RowMapper mapper) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => mapper.OutputSchema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = ActiveColumns.Of(Schema, columnsNeeded);
        return new MappedCursor(source.GetRowCursor(mapper.Dependencies(active), rand), mapper, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        bool[] active = ActiveColumns.Of(Schema, columnsNeeded);
        return Array.ConvertAll(
            source.GetRowCursorSet(mapper.Dependencies(active), n, rand),
            DataViewRowCursor (cursor) => new MappedCursor(cursor, mapper, active));
    }
}
