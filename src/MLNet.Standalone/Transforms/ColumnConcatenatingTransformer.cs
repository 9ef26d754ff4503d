namespace Microsoft.ML.Data;

/// <summary>The transformer of <see cref="TransformExtensionsCatalog.Concatenate"/>.</summary>
public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    private readonly string output;
    private readonly string[] inputs;

    internal ColumnConcatenatingTransformer(string output, string[] inputs)
    {
        this.output = output;
        this.inputs = inputs;
    }

    private protected override RowMapper Mapper(DataViewSchema inputSchema)
    {
        DataViewSchema.Column[] sources =
            [.. inputs.Select(name => inputSchema.GetColumnOrNull(name) ?? throw Errors.MissingColumn(nameof(inputSchema), "input", name))];

        // One vector alone stays what it is, with all its annotations.
        return sources is [{ Type: VectorDataViewType }]
            ? ColumnChoice.Copying(inputSchema, [(output, sources[0])])
            : ConcatenatingRowMapper.Create(inputSchema, output, sources);
    }

    private protected override ModelPart Part() => new(ModelPart.Concatenate, [output, .. inputs]);
}
