namespace Microsoft.ML.Data;

/// <summary>An estimator that has nothing to learn: it gives the same transformer for every view.</summary>
public abstract class TrivialEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : class, ITransformer
{
    private protected TrivialEstimator(TTransformer transformer)
    {
        Transformer = transformer;
    }

    private protected TTransformer Transformer { get; }

    /// <summary>Checks the view's columns and returns the transformer. No row is read.</summary>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Transformer.GetOutputSchema(input.Schema);
        return Transformer;
    }

    /// <inheritdoc/>
    public abstract SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
