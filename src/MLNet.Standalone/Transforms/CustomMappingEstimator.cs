namespace Microsoft.ML.Transforms;

/// <summary>The estimator of <see cref="CustomMappingCatalog.CustomMapping"/>. It has nothing to learn; fitting checks the columns.</summary>
public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(CustomMappingTransformer<TSrc, TDst> transformer)
        : base(transformer)
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (RowMember member in Transformer.InputMembers)
        {
            SchemaShape.Column wanted = SchemaShape.Column.Of(member.Column);
            if (inputSchema.Find(member.Name) is not { } column)
            {
                throw Errors.MissingColumn(nameof(inputSchema), "input", member.Name);
            }

            // A member without a fixed length takes vectors of a fixed one too.
            bool kindFits = wanted.Kind == column.Kind
                || (wanted.Kind == SchemaShape.Column.VectorKind.VariableVector && column.Kind == SchemaShape.Column.VectorKind.Vector);
            if (!kindFits || !wanted.ItemType.Equals(column.ItemType) || wanted.IsKey != column.IsKey)
            {
                throw Errors.WrongColumnType(nameof(inputSchema), "input", member.Name, member.Column.Type.ToString(), column.TypeText);
            }
        }

        return inputSchema.With(Transformer.OutputMembers.Select(member => SchemaShape.Column.Of(member.Column)));
    }
}
