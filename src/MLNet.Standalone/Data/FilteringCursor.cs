namespace Microsoft.ML.Data;

/// <summary>A cursor that passes over the rows that are not chosen.</summary>
internal sealed class FilteringCursor(DataViewRowCursor input, bool[] active, Func<Choice> choose) : DataViewRowCursor
{
    private long position = -1;
    private bool isDone;

    public override long Position => isDone ? -1 : position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => input.Schema;

    public override bool MoveNext()
    {
        while (!isDone && input.MoveNext())
        {
            switch (choose())
            {
                case Choice.Take:
                    position++;
                    return true;
                case Choice.Stop:
                    isDone = true;
                    break;
            }
        }

        isDone = true;
        return false;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => (uint)column.Index < (uint)active.Length && active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ActiveColumns.Demand(IsColumnActive(column), column);
        return input.GetGetter<TValue>(column);
    }

    protected override void Dispose(bool disposing)
    {
        isDone = true;
        if (disposing)
        {
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}
