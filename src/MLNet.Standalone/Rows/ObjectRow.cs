namespace Microsoft.ML.Data;

/// <summary>A row made of one object at a time.</summary>
internal sealed class ObjectRow<TRow>(RowMember[] members) : DataViewRow
    where TRow : class
{
    private readonly ObjectSlot<TRow> slot = new();
    private long position = -1;

    public override long Position => position;

    public override long Batch => 0;

    public override DataViewSchema Schema { get; } = RowMember.Schema(members);

    public void Set(TRow row)
    {
        slot.Set(row);
        position++;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => (uint)column.Index < (uint)members.Length;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ActiveColumns.Demand(IsColumnActive(column), column);
        return ActiveColumns.Cast<TValue>(ObjectGetters.Create(members[column.Index], slot), column);
    }
}
