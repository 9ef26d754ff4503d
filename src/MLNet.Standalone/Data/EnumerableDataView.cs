namespace Microsoft.ML.Data;

/// <summary>A view of objects. Each cursor enumerates them anew.</summary>
internal sealed class EnumerableDataView<TRow>(IEnumerable<TRow> data, RowMember[] members) : IDataView
    where TRow : class
{
    public bool CanShuffle => false;

    public DataViewSchema Schema { get; } = RowMember.Schema(members);

    public long? GetRowCount() => (data as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
        new Cursor(Schema, members, ActiveColumns.Of(Schema, columnsNeeded), data.GetEnumerator());

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewSchema schema, RowMember[] members, bool[] active, IEnumerator<TRow> rows) : DataViewRowCursor
    {
        private readonly ObjectSlot<TRow> slot = new();
        private long position = -1;
        private bool isDone;

        public override long Position => position;

        public override long Batch => 0;

        public override DataViewSchema Schema => schema;

        public override bool MoveNext()
        {
            if (isDone)
            {
                return false;
            }

            if (!rows.MoveNext())
            {
                Dispose();
                return false;
            }

            slot.Set(rows.Current ?? throw new InvalidOperationException("Encountered null when iterating over data, this is not supported."));
            position++;
            return true;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
        {
            _ = slot.Value;
            id = new DataViewRowId((ulong)position, 0);
        };

        public override bool IsColumnActive(DataViewSchema.Column column) => (uint)column.Index < (uint)active.Length && active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            ActiveColumns.Demand(IsColumnActive(column), column);
            return ActiveColumns.Cast<TValue>(ObjectGetters.Create(members[column.Index], slot), column);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !isDone)
            {
                isDone = true;
                position = -1;
                slot.Set(null);
                rows.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
