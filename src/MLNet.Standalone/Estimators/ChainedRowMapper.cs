namespace Microsoft.ML.Data;

/// <summary>Mappers one after another.</summary>
internal sealed class ChainedRowMapper(DataViewSchema inputSchema, IReadOnlyList<IRowToRowMapper> mappers) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema => mappers.Count == 0 ? inputSchema : mappers[^1].OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        mappers.Reverse().Aggregate(dependingColumns, (columns, mapper) => mapper.GetDependencies(columns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(activeColumns);
        if (input.Schema != InputSchema)
        {
            throw new ArgumentException("The row is not of the schema the mapper was made for.", nameof(input));
        }

        var active = new IEnumerable<DataViewSchema.Column>[mappers.Count];
        IEnumerable<DataViewSchema.Column> needed = activeColumns.ToArray();
        for (int i = mappers.Count - 1; i >= 0; i--)
        {
            active[i] = needed;
            needed = mappers[i].GetDependencies(needed).ToArray();
        }

        DataViewRow row = input;
        for (int i = 0; i < mappers.Count; i++)
        {
            row = mappers[i].GetRow(row, active[i]);
        }

        return row;
    }
}
