namespace Microsoft.ML.Transforms;

/// <summary>The transformer of <see cref="TransformExtensionsCatalog.CopyColumns"/>.</summary>
public sealed class ColumnCopyingTransformer : OneToOneTransformerBase
{
    internal ColumnCopyingTransformer(string outputColumnName, string inputColumnName)
        : base(outputColumnName, inputColumnName)
    {
    }

    private protected override RowMapper Mapper(DataViewSchema inputSchema)
    {
        DataViewSchema.Column source = inputSchema.GetColumnOrNull(InputColumnName)
            ?? throw Errors.MissingColumn(nameof(inputSchema), "input", InputColumnName);
        return ColumnChoice.Copying(inputSchema, [(OutputColumnName, source)]);
    }

    private protected override ModelPart Part() => new(ModelPart.Copy, [OutputColumnName, InputColumnName]);
}
