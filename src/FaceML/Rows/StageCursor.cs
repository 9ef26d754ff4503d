namespace FaceML.Rows;

/// <summary>A cursor that computes row by row, or passes rows through when no column of the stage is active.</summary>
internal sealed class StageCursor(StageMapper mapper, DataViewRowCursor input, bool[] active) : PassingCursor(input)
{
    // Owns nothing but the cursor below, which is disposed here.
    private readonly StageRow row = new(mapper, input, active);

    public override DataViewSchema Schema => row.Schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => row.GetGetter<TValue>(column);
}
