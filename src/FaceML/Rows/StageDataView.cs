namespace FaceML.Rows;

/// <summary>A view with a stage's columns added. Lazy: work happens when cursors move.</summary>
internal sealed class StageDataView(IDataView input, StageMapper mapper) : IDataView
{
    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema => mapper.OutputSchema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        return Wrap(input.GetRowCursor(mapper.GetDependencies(needed), rand), mapper.Flags(needed));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        bool[] active = mapper.Flags(needed);
        return [.. input.GetRowCursorSet(mapper.GetDependencies(needed), n, rand).Select(cursor => Wrap(cursor, active))];
    }

    private DataViewRowCursor Wrap(DataViewRowCursor cursor, bool[] active)
    {
        bool works = active.AsSpan(mapper.InputSchema.Count).Contains(true);
        return works && mapper.Stage.BlockSize > 1 ? new BlockCursor(mapper, cursor, active) : new StageCursor(mapper, cursor, active);
    }
}
