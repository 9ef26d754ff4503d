namespace Microsoft.ML.Tests.Support;

/// <summary>The row mapper of <see cref="LengthTransformer"/>: the last column is made of one input column.</summary>
internal sealed class LengthMapper(DataViewSchema inputSchema, DataViewSchema outputSchema, string input) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema => outputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        dependingColumns.Select(column => column.Index < inputSchema.Count ? inputSchema[column.Index] : inputSchema[input]).DistinctBy(column => column.Index);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new LengthRow(input, outputSchema, this.Input, [.. activeColumns.Select(column => column.Index)]);

    private string Input => input;
}
