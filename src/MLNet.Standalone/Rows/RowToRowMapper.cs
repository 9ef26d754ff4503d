namespace Microsoft.ML.Data;

/// <summary>The mapper of single rows of a stock transformer.</summary>
internal sealed class RowToRowMapper(RowMapper mapper) : IRowToRowMapper
{
    public DataViewSchema InputSchema => mapper.InputSchema;

    public DataViewSchema OutputSchema => mapper.OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        mapper.Dependencies(ActiveColumns.Of(OutputSchema, dependingColumns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Schema != InputSchema)
        {
            throw new InvalidOperationException("The row is not of the schema the mapper was made for.");
        }

        return new MappedRow(input, mapper, ActiveColumns.Of(OutputSchema, activeColumns));
    }
}
