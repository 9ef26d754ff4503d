namespace Microsoft.ML.Data;

/// <summary>A cursor whose rows are made of the rows of another.</summary>
internal sealed class MappedCursor(DataViewRowCursor input, RowMapper mapper, bool[] active) : DataViewRowCursor
{
    private readonly MappedRow row = new(input, mapper, active);

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => mapper.OutputSchema;

    public override bool MoveNext() => input.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => row.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            row.Dispose();
        }

        base.Dispose(disposing);
    }
}
