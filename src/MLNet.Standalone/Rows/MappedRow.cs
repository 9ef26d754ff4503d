namespace Microsoft.ML.Data;

/// <summary>A row that is made of another.</summary>
internal sealed class MappedRow : DataViewRow
{
    private readonly DataViewRow input;
    private readonly RowMapper mapper;
    private readonly bool[] active;
    private readonly Delegate[] getters;

    public MappedRow(DataViewRow input, RowMapper mapper, bool[] active)
    {
        this.input = input;
        this.mapper = mapper;
        this.active = active;
        bool[] added = mapper.ActiveAdded(active);
        getters = Array.IndexOf(added, true) < 0 ? [] : mapper.CreateGetters(input, added);
    }

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => mapper.OutputSchema;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => (uint)column.Index < (uint)active.Length && active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ActiveColumns.Demand(IsColumnActive(column), column);
        int source = mapper.SourceOf(column.Index);
        return source >= 0 ? input.GetGetter<TValue>(input.Schema[source]) : ActiveColumns.Cast<TValue>(getters[~source], column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}
