namespace Microsoft.ML.Tests.Support;

/// <summary>A third party's view that notes which columns its cursors are opened with and how many were disposed. It can shuffle.</summary>
internal sealed class CountingView(IDataView source) : IDataView
{
    public List<string[]> Asked { get; } = [];

    public int Disposed { get; private set; }

    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        Asked.Add([.. columns.Select(column => column.Name)]);
        return new Cursor(source.GetRowCursor(columns, rand), () => Disposed++);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor input, Action onDispose) : DataViewRowCursor
    {
        private bool isDisposed;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override DataViewSchema Schema => input.Schema;

        public override bool MoveNext() => input.MoveNext();

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(column);

        protected override void Dispose(bool disposing)
        {
            if (!isDisposed)
            {
                isDisposed = true;
                onDispose();
                input.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
