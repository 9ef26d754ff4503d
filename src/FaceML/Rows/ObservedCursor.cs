namespace FaceML.Rows;

/// <summary>A cursor that calls out as it moves.</summary>
internal sealed class ObservedCursor(DataViewRowCursor input, Action<long> moved) : DataViewRowCursor
{
    private long rows;

    public override DataViewSchema Schema => input.Schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool MoveNext()
    {
        if (rows == 0)
        {
            moved(0);
        }

        if (!input.MoveNext())
        {
            return false;
        }

        moved(++rows);
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}
