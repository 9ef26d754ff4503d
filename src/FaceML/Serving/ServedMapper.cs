namespace FaceML.Serving;

/// <summary>Maps rows with whatever generation is current when a row is computed.</summary>
internal sealed class ServedMapper(ModelSlot slot, DataViewSchema inputSchema) : IRowToRowMapper
{
    private readonly IRowToRowMapper mapper = slot.Current.Chain.GetRowToRowMapper(inputSchema);

    public DataViewSchema InputSchema => mapper.InputSchema;

    public DataViewSchema OutputSchema => mapper.OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        mapper.GetDependencies(dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        HashSet<int> active = [.. activeColumns.Select(c => c.Index)];
        return new ServedRow(slot, input, OutputSchema, active);
    }
}
