namespace Microsoft.ML.Data;

/// <summary>Estimators one after another: each is fitted on what those before it make of the data.</summary>
/// <remarks>Immutable: appending gives another chain.</remarks>
public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    /// <summary>The last estimator, or null in an empty chain.</summary>
    public readonly IEstimator<TLastTransformer> LastEstimator;

    private readonly IHostEnvironment environment;
    private readonly EstimatorLink[] links;

    /// <summary>A chain without estimators.</summary>
    public EstimatorChain()
        : this(null, [])
    {
    }

    private EstimatorChain(IHostEnvironment environment, EstimatorLink[] links)
    {
        this.environment = environment;
        this.links = links;
        LastEstimator = links.Length == 0 ? null : links[^1].Estimator as IEstimator<TLastTransformer>;
    }

    /// <summary>Checks the columns through the whole chain, then fits estimator by estimator.</summary>
    public TransformerChain<TLastTransformer> Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(SchemaShape.Create(input.Schema));
        IDataView current = input;
        var transformers = new ITransformer[links.Length];
        for (int i = 0; i < links.Length; i++)
        {
            transformers[i] = links[i].Estimator.Fit(current);
            current = transformers[i].Transform(current);
            if (links[i].CacheAfter && i < links.Length - 1)
            {
                current = new CacheDataView(current, []);
            }
        }

        return new TransformerChain<TLastTransformer>(transformers, links.Select(link => link.Scope));
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        links.Aggregate(inputSchema, (shape, link) => link.Estimator.GetOutputSchema(shape));

    /// <summary>The chain with one more estimator at its end.</summary>
    /// <param name="estimator">The estimator.</param>
    /// <param name="scope">When its transformer takes part.</param>
    public EstimatorChain<TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator, TransformerScope scope = TransformerScope.Everything)
        where TNewTrans : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(estimator);
        return new EstimatorChain<TNewTrans>(environment, [.. links, new EstimatorLink(estimator, scope, false)]);
    }

    /// <summary>The chain, in which the estimators appended from here on are fitted on rows that are kept in memory.</summary>
    /// <exception cref="InvalidOperationException">The chain is empty.</exception>
    public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env)
    {
        ArgumentNullException.ThrowIfNull(env);
        if (links.Length == 0)
        {
            throw new InvalidOperationException("A cache checkpoint follows an estimator; the chain has none yet.");
        }

        return links[^1].CacheAfter ? this : new EstimatorChain<TLastTransformer>(env, [.. links[..^1], links[^1] with { CacheAfter = true }]);
    }
}
