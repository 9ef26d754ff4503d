namespace Microsoft.ML.Tests.Support;

/// <summary>The view of <see cref="LengthTransformer"/>, with a cursor of its own.</summary>
internal sealed class LengthView(IDataView source, DataViewSchema schema, string column) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        HashSet<int> active = [.. columnsNeeded.Select(needed => needed.Index)];
        return new Cursor(source.GetRowCursor(Needed(active), rand), schema, column, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        HashSet<int> active = [.. columnsNeeded.Select(needed => needed.Index)];
        return [.. source.GetRowCursorSet(Needed(active), n, rand).Select(cursor => new Cursor(cursor, schema, column, active))];
    }

    private IEnumerable<DataViewSchema.Column> Needed(HashSet<int> active) => source.Schema.Where(
        input => active.Contains(input.Index) || (active.Contains(source.Schema.Count) && input.Name == column));

    private sealed class Cursor(DataViewRowCursor input, DataViewSchema schema, string column, HashSet<int> active) : DataViewRowCursor
    {
        private readonly LengthRow row = new(input, schema, column, active);

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override DataViewSchema Schema => schema;

        public override bool MoveNext() => input.MoveNext();

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => row.GetGetter<TValue>(column);

        protected override void Dispose(bool disposing)
        {
            input.Dispose();
            base.Dispose(disposing);
        }
    }
}
