using System.Collections;

namespace Microsoft.ML.Data;

/// <summary>Transformers one after another. Thread-safe when they are.</summary>
public sealed class TransformerChain<TLastTransformer> : ITransformer, IEnumerable<ITransformer>, ITransformerChain, IDisposable
    where TLastTransformer : class, ITransformer
{
    /// <summary>The last transformer, or null in an empty chain.</summary>
    public readonly TLastTransformer LastTransformer;

    private readonly ITransformer[] transformers;
    private readonly TransformerScope[] scopes;
    private bool isDisposed;

    /// <summary>A chain of transformers, each with when it takes part.</summary>
    public TransformerChain(IEnumerable<ITransformer> transformers, IEnumerable<TransformerScope> scopes)
    {
        this.transformers = transformers is null ? [] : [.. transformers];
        this.scopes = scopes is null ? [] : [.. scopes];
        if (this.transformers.Length != this.scopes.Length)
        {
            throw new InvalidOperationException($"A chain of {this.transformers.Length} transformers has as many scopes, not {this.scopes.Length}.");
        }

        LastTransformer = LastOf(this.transformers);
    }

    /// <summary>A chain of transformers that always take part.</summary>
    public TransformerChain(params ITransformer[] transformers)
        : this(transformers, transformers?.Select(_ => TransformerScope.Everything))
    {
    }

    bool ITransformer.IsRowToRowMapper => transformers.All(transformer => transformer.IsRowToRowMapper);

    IReadOnlyList<ITransformer> ITransformerChain.Transformers => transformers;

    IReadOnlyList<TransformerScope> ITransformerChain.Scopes => scopes;

    /// <summary>The columns that the transformers in use for scoring give.</summary>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => GetOutputSchema(inputSchema, TransformerScope.Scoring);

    /// <summary>The columns that the transformers of a scope give.</summary>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema, TransformerScope scope)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return OfScope(scope).Aggregate(inputSchema, (schema, transformer) => transformer.GetOutputSchema(schema));
    }

    /// <summary>The view through the transformers in use for scoring.</summary>
    public IDataView Transform(IDataView input) => Transform(input, TransformerScope.Scoring);

    /// <summary>The view through the transformers of a scope.</summary>
    public IDataView Transform(IDataView input, TransformerScope scope)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(input.Schema, scope);
        return OfScope(scope).Aggregate(input, (view, transformer) => transformer.Transform(view));
    }

    /// <summary>The chain of the transformers of a scope.</summary>
    public TransformerChain<ITransformer> GetModelFor(TransformerScope scopeFilter) => new(
        OfScope(scopeFilter),
        scopes.Where(scope => (scope & scopeFilter) != TransformerScope.None));

    /// <summary>The chain with one more transformer at its end.</summary>
    public TransformerChain<TNewLast> Append<TNewLast>(TNewLast transformer, TransformerScope scope = TransformerScope.Everything)
        where TNewLast : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(transformer);
        return new TransformerChain<TNewLast>([.. transformers, transformer], [.. scopes, scope]);
    }

    /// <summary>The transformers in their order.</summary>
    public IEnumerator<ITransformer> GetEnumerator() => ((IEnumerable<ITransformer>)transformers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        ctx.WriteChain(this);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var mappers = new List<IRowToRowMapper>(transformers.Length);
        DataViewSchema schema = inputSchema;
        foreach (ITransformer transformer in transformers)
        {
            if (!transformer.IsRowToRowMapper)
            {
                throw new InvalidOperationException($"{transformer.GetType().Name} does not map row to row, so the chain does not.");
            }

            mappers.Add(transformer.GetRowToRowMapper(schema));
            schema = mappers[^1].OutputSchema;
        }

        return new ChainedRowMapper(inputSchema, mappers);
    }

    /// <summary>Disposes those transformers that are disposable.</summary>
    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        foreach (IDisposable transformer in transformers.OfType<IDisposable>())
        {
            transformer.Dispose();
        }
    }

    private static TLastTransformer LastOf(ITransformer[] transformers)
    {
        if (transformers.Length == 0)
        {
            return null;
        }

        return transformers[^1] as TLastTransformer
            ?? throw new InvalidOperationException($"The last transformer must be a {typeof(TLastTransformer)}; it is {transformers[^1]?.GetType().ToString() ?? "null"}.");
    }

    private IEnumerable<ITransformer> OfScope(TransformerScope scope) => transformers.Where((_, i) => (scopes[i] & scope) != TransformerScope.None);
}
