namespace Microsoft.ML.Tests.Support;

/// <summary>A transformer written from scratch by a third party: adds the Euclidean length of a vector column.</summary>
internal sealed class LengthTransformer(string output, string input) : ITransformer, IDisposable
{
    public int Disposals { get; private set; }

    public bool IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        if (inputSchema.GetColumnOrNull(input)?.Type is not VectorDataViewType { ItemType: NumberDataViewType item } || item != NumberDataViewType.Single)
        {
            throw new ArgumentOutOfRangeException(nameof(inputSchema), $"No vector of numbers is named '{input}'.");
        }

        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        builder.AddColumn(output, NumberDataViewType.Single);
        return builder.ToSchema();
    }

    public IDataView Transform(IDataView input) => new LengthView(input, GetOutputSchema(input.Schema), this.Input);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new LengthMapper(inputSchema, GetOutputSchema(inputSchema), Input);

    public void Save(ModelSaveContext ctx) => throw new NotSupportedException("LengthTransformer cannot be saved.");

    public void Dispose() => Disposals++;

    private string Input => input;
}
