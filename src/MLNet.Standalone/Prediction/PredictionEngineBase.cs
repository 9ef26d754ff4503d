namespace Microsoft.ML;

/// <summary>Puts single objects through a transformer. Not thread-safe: one engine a thread, or a pool of them.</summary>
public abstract class PredictionEngineBase<TSrc, TDst> : IDisposable
    where TSrc : class
    where TDst : class, new()
{
    private readonly ITransformer transformer;
    private readonly bool ownsTransformer;
    private readonly ObjectRow<TSrc> input;
    private readonly DataViewRow output;
    private readonly ColumnWriter<TDst>[] writers;
    private bool isDisposed;

    private protected PredictionEngineBase(ITransformer transformer, PredictionEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        if (!transformer.IsRowToRowMapper)
        {
            throw new ArgumentException($"A prediction engine needs a row to row mapper; {transformer.GetType().Name} is none.", nameof(transformer));
        }

        this.transformer = transformer;
        ownsTransformer = options.OwnsTransformer;
        input = new ObjectRow<TSrc>(RowMember.Of(typeof(TSrc), options.InputSchemaDefinition, SchemaDefinition.Direction.Read));
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(input.Schema);
        var binding = new RowBinding<TDst>(mapper.OutputSchema, options.IgnoreMissingColumns, options.OutputSchemaDefinition);
        output = mapper.GetRow(input, mapper.OutputSchema);
        writers = binding.Writers(output);
        OutputSchema = transformer.GetOutputSchema(input.Schema);
    }

    /// <summary>The columns that the transformer makes of an object's.</summary>
    public DataViewSchema OutputSchema { get; }

    /// <summary>Releases the engine and, unless it does not own it, a disposable transformer.</summary>
    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        output.Dispose();
        if (ownsTransformer)
        {
            (transformer as IDisposable)?.Dispose();
        }
    }

    /// <summary>The result for an object.</summary>
    public TDst Predict(TSrc example)
    {
        var result = new TDst();
        Predict(example, ref result);
        return result;
    }

    /// <summary>Fills the result for an object. Nothing is allocated as long as the columns have the lengths of the call before.</summary>
    /// <param name="example">The object.</param>
    /// <param name="prediction">Is filled; made when it is null.</param>
    public abstract void Predict(TSrc example, ref TDst prediction);

    private protected void Run(TSrc example, TDst prediction)
    {
        input.Set(example);
        foreach (ColumnWriter<TDst> writer in writers)
        {
            writer.Write(prediction);
        }
    }
}
