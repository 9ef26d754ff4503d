namespace Microsoft.ML.Data;

/// <summary>A cursor over columns in memory, in their order or another.</summary>
internal sealed class CacheCursor(DataViewSchema schema, CachedColumn[] columns, bool[] active, int[] order, int first, int end, long batch = 0) : DataViewRowCursor
{
    private int current = first - 1;

    public override long Position => current >= first && current < end ? current - first : -1;

    public override long Batch => batch;

    public override DataViewSchema Schema => schema;

    public override bool MoveNext()
    {
        current = Math.Min(current + 1, end);
        return current < end;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Row(), 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => (uint)column.Index < (uint)active.Length && active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ActiveColumns.Demand(IsColumnActive(column), column);
        return ActiveColumns.Cast<TValue>(columns[column.Index].Getter(Row), column);
    }

    protected override void Dispose(bool disposing)
    {
        current = end;
        base.Dispose(disposing);
    }

    private int Row()
    {
        if (current < first || current >= end)
        {
            throw new InvalidOperationException("Values cannot be fetched now: the cursor is not on a row.");
        }

        return order is null ? current : order[current];
    }
}
