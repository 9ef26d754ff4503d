namespace FaceML.Rows;

/// <summary>A cursor that computes row by row, or passes rows through when no column of the stage is active.</summary>
internal sealed class StageCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor input;
    private readonly StageRow row;

    public StageCursor(StageMapper mapper, DataViewRowCursor input, bool[] active)
    {
        this.input = input;
        row = new StageRow(mapper, input, active);
    }

    public override DataViewSchema Schema => row.Schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

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
