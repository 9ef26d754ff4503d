namespace FaceML.Tests.Contract;

/// <summary>
/// A view that shuffles and that splits itself over several cursors: ML.NET's own over an enumerable does neither, and its shuffling
/// transform drops columns of custom types.
/// </summary>
internal sealed class ShufflableView(MLContext ml, IReadOnlyList<ContractRow> rows) : IDataView
{
    public bool CanShuffle => true;

    public DataViewSchema Schema { get; } = ContractRow.View(ml, []).Schema;

    public static int[] Order(int count, Random random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return order;
    }

    public long? GetRowCount() => rows.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        Open(columnsNeeded, rand is null ? rows : Order(rows.Count, rand).Select(i => rows[i]));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [.. Enumerable.Range(0, n).Select(part => Open(columnsNeeded, rows.Where((_, i) => i % n == part)))];

    private Cursor Open(IEnumerable<DataViewSchema.Column> columns, IEnumerable<ContractRow> some)
    {
        IDataView view = ContractRow.View(ml, some);
        return new Cursor(view.GetRowCursor(columns.Select(c => view.Schema[c.Index])), Schema);
    }

    private sealed class Cursor(DataViewRowCursor inner, DataViewSchema schema) : DataViewRowCursor
    {
        public override DataViewSchema Schema => schema;

        public override long Position => inner.Position;

        public override long Batch => inner.Batch;

        public override bool MoveNext() => inner.MoveNext();

        public override ValueGetter<DataViewRowId> GetIdGetter() => inner.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => inner.IsColumnActive(inner.Schema[column.Index]);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            inner.GetGetter<TValue>(inner.Schema[column.Index]);
    }
}
