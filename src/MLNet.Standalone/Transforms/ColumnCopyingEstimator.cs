namespace Microsoft.ML.Transforms;

/// <summary>The estimator of <see cref="TransformExtensionsCatalog.CopyColumns"/>. It has nothing to learn.</summary>
public sealed class ColumnCopyingEstimator : TrivialEstimator<ColumnCopyingTransformer>
{
    internal ColumnCopyingEstimator(ColumnCopyingTransformer transformer)
        : base(transformer)
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column source = inputSchema.Find(Transformer.InputColumnName)
            ?? throw Errors.MissingColumn(nameof(inputSchema), "input", Transformer.InputColumnName);
        return inputSchema.With([source.Renamed(Transformer.OutputColumnName)]);
    }
}
