namespace Microsoft.ML;

/// <summary>Saving, loading and using models.</summary>
public sealed class ModelOperationsCatalog
{
    private readonly HostEnvironment environment;

    internal ModelOperationsCatalog(HostEnvironment environment)
    {
        this.environment = environment;
    }

    /// <summary>Makes an engine for single objects.</summary>
    /// <param name="transformer">Maps row to row. The engine disposes it.</param>
    /// <param name="ignoreMissingColumns">Whether members of the result that no column fills stay as they are; otherwise they are an error.</param>
    /// <param name="inputSchemaDefinition">How objects become rows; null for what their attributes say.</param>
    /// <param name="outputSchemaDefinition">How rows become results; null for what their attributes say.</param>
    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(
        ITransformer transformer,
        bool ignoreMissingColumns = true,
        SchemaDefinition inputSchemaDefinition = null,
        SchemaDefinition outputSchemaDefinition = null)
        where TSrc : class
        where TDst : class, new() =>
        CreatePredictionEngine<TSrc, TDst>(transformer, new PredictionEngineOptions
        {
            IgnoreMissingColumns = ignoreMissingColumns,
            InputSchemaDefinition = inputSchemaDefinition,
            OutputSchemaDefinition = outputSchemaDefinition,
        });

    /// <summary>Makes an engine for single objects whose columns have the types and annotations of a schema.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="TSrc"/> lacks a member for one of the columns.</exception>
    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, DataViewSchema inputSchema)
        where TSrc : class
        where TDst : class, new() =>
        CreatePredictionEngine<TSrc, TDst>(transformer, new PredictionEngineOptions
        {
            IgnoreMissingColumns = false,
            InputSchemaDefinition = SchemaDefinition.Of(typeof(TSrc), inputSchema),
        });

    /// <summary>Makes an engine for single objects.</summary>
    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, PredictionEngineOptions options)
        where TSrc : class
        where TDst : class, new()
    {
        ArgumentNullException.ThrowIfNull(options);
        return new PredictionEngine<TSrc, TDst>(transformer, options);
    }
}
