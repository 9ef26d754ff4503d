namespace Microsoft.ML.Tests.Support;

/// <summary>The estimator of <see cref="LengthTransformer"/>. It gets the shape of its column from a stock estimator, the only way there is.</summary>
internal sealed class LengthEstimator(MLContext ml, string output, string input) : IEstimator<LengthTransformer>
{
    public LengthTransformer Fit(IDataView input)
    {
        var transformer = new LengthTransformer(output, this.Input);
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        if (inputSchema.All(column => column.Name != Input))
        {
            throw new ArgumentOutOfRangeException(nameof(inputSchema), $"No column is named '{Input}'.");
        }

        SchemaDefinition definition = SchemaDefinition.Create(typeof(One));
        definition[nameof(One.Value)].ColumnName = output;
        SchemaShape shape = ml.Transforms.CustomMapping<Nothing, One>((_, _) => { }, null, null, definition).GetOutputSchema(inputSchema);
        return shape;
    }

    private string Input => input;

    private sealed class Nothing;

    private sealed class One
    {
        public float Value { get; set; }
    }
}
