namespace FaceML.Rows;

/// <summary>A view that calls out as its cursors move.</summary>
/// <param name="input">The view.</param>
/// <param name="moved">Called with 0 before the first row, then with the count of rows of that cursor after each; may throw.</param>
internal sealed class ObservedDataView(IDataView input, Action<long> moved) : IDataView
{
    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema => input.Schema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new ObservedCursor(input.GetRowCursor(columnsNeeded, rand), moved);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [.. input.GetRowCursorSet(columnsNeeded, n, rand).Select(cursor => new ObservedCursor(cursor, moved))];
}
