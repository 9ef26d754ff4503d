namespace Microsoft.ML.Transforms;

/// <summary>The estimator of <see cref="TransformExtensionsCatalog.Concatenate"/>. It has nothing to learn.</summary>
public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    private readonly string output;
    private readonly string[] inputs;

    internal ColumnConcatenatingEstimator(string outputColumnName, string[] inputColumnNames)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentNullException.ThrowIfNull(inputColumnNames);
        if (inputColumnNames.Length == 0 || inputColumnNames.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("The columns to join must be named.", nameof(inputColumnNames));
        }

        output = outputColumnName;
        inputs = inputColumnNames;
    }

    /// <summary>The transformer. The columns are checked when it is used.</summary>
    public ColumnConcatenatingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ColumnConcatenatingTransformer(output, inputs);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column[] columns = [.. inputs.Select(name => inputSchema.Find(name) ?? throw Errors.MissingColumn(nameof(inputSchema), "input", name))];
        foreach (SchemaShape.Column column in columns)
        {
            if (column.IsKey)
            {
                throw new InvalidOperationException($"Column '{column.Name}' holds keys, which cannot be joined.");
            }

            if (!column.ItemType.Equals(columns[0].ItemType))
            {
                throw new InvalidOperationException(
                    $"Joined columns have one item type. That of '{columns[0].Name}' is {columns[0].ItemType}, that of '{column.Name}' is {column.ItemType}.");
            }
        }

        bool isVariable = columns.Any(column => column.Kind == SchemaShape.Column.VectorKind.VariableVector);
        return inputSchema.With([new SchemaShape.Column(
            output,
            isVariable ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector,
            columns[0].ItemType,
            false,
            new SchemaShape(Annotations(columns)))]);
    }

    private static IEnumerable<SchemaShape.Column> Annotations(SchemaShape.Column[] columns)
    {
        if (columns.All(column => column.Annotations.Find("IsNormalized") is not null))
        {
            yield return new SchemaShape.Column("IsNormalized", SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, false);
        }

        if (columns.Any(column => column.Kind == SchemaShape.Column.VectorKind.Scalar || column.Annotations.Find("SlotNames") is not null))
        {
            yield return new SchemaShape.Column("SlotNames", SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, false);
        }
    }
}
