namespace FaceML.Tests.Rows;

/// <summary>A view that counts what is asked of it.</summary>
internal sealed class CountingView(IDataView inner) : IDataView
{
    public int Moves { get; private set; }

    public Dictionary<string, int> Reads { get; } = [];

    public int OpenCursors { get; private set; }

    public bool CanShuffle => inner.CanShuffle;

    public DataViewSchema Schema => inner.Schema;

    public long? GetRowCount() => inner.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        OpenCursors++;
        return new Cursor(this, inner.GetRowCursor(columnsNeeded, rand));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(CountingView view, DataViewRowCursor cursor) : DataViewRowCursor
    {
        public override DataViewSchema Schema => cursor.Schema;

        public override long Position => cursor.Position;

        public override long Batch => cursor.Batch;

        public override bool MoveNext()
        {
            bool moved = cursor.MoveNext();
            view.Moves += moved ? 1 : 0;
            return moved;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => cursor.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => cursor.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            ValueGetter<TValue> get = cursor.GetGetter<TValue>(column);
            return (ref TValue value) =>
            {
                view.Reads[column.Name] = view.Reads.GetValueOrDefault(column.Name) + 1;
                get(ref value);
            };
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                view.OpenCursors--;
                cursor.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
