namespace Microsoft.ML.Transforms;

/// <summary>The estimator of <see cref="TransformExtensionsCatalog.DropColumns"/> and the SelectColumns methods. It has nothing to learn.</summary>
public sealed class ColumnSelectingEstimator : TrivialEstimator<ColumnSelectingTransformer>
{
    internal ColumnSelectingEstimator(ColumnSelectingTransformer transformer)
        : base(transformer)
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        Transformer.Demand(inputSchema.Select(column => column.Name));
        return new SchemaShape(inputSchema.Where(column => Transformer.IsKept(column.Name)));
    }
}
