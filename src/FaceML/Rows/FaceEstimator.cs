namespace FaceML;

/// <summary>An unfitted stage of FaceML. Every estimator that <c>ml.Faces</c> makes is one.</summary>
/// <typeparam name="TTransformer">What fitting gives.</typeparam>
/// <remarks>Holds settings only; networks are opened by <see cref="Fit"/>. Safe to share between threads.</remarks>
internal abstract class FaceEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : FaceTransformer
{
    private readonly MLContext context;
    private readonly string stage;
    private readonly IReadOnlyList<InputColumn> inputs;
    private readonly IReadOnlyList<OutputColumn> outputs;
    private readonly Func<TTransformer>? create;

    // A stage that learns nothing is made by a function; one that learns overrides FitCore.
    private protected FaceEstimator(MLContext context, string stage, IReadOnlyList<InputColumn> inputs, IReadOnlyList<OutputColumn> outputs,
        Func<TTransformer>? create = null)
    {
        this.context = context;
        this.stage = stage;
        this.inputs = inputs;
        this.outputs = outputs;
        this.create = create;
    }

    /// <inheritdoc/>
    /// <exception cref="Columns.FaceColumnException">An input column is missing or of another type.</exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        foreach (InputColumn column in inputs)
        {
            column.Find(input.Schema, stage);
        }

        TTransformer fitted = FitCore(input);
        FallbackLog.Write(context, [fitted]);
        return fitted;
    }

    /// <inheritdoc/>
    /// <exception cref="Columns.FaceColumnException">An input column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (InputColumn column in inputs)
        {
            column.Check(inputSchema, stage);
        }

        HashSet<string> replaced = [.. outputs.Select(o => o.Name)];
        return new SchemaShape([.. inputSchema.Where(c => !replaced.Contains(c.Name)), .. outputs.Select(o => ColumnShape.Of(context, o))]);
    }

    private protected virtual TTransformer FitCore(IDataView input) => create!();
}
