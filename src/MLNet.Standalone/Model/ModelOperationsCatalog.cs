namespace Microsoft.ML;

/// <summary>Saving, loading and using models.</summary>
public sealed class ModelOperationsCatalog
{
    private readonly HostEnvironment environment;

    internal ModelOperationsCatalog(HostEnvironment environment)
    {
        this.environment = environment;
    }

    /// <summary>Saves a model of ML.NET's own transformers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputSchema">The columns that go into it; null when they need not be saved.</param>
    /// <param name="stream">Is written and stays open.</param>
    /// <exception cref="InvalidOperationException">A transformer is not ML.NET's own, or a custom mapping has no contract name.</exception>
    public void Save(ITransformer model, DataViewSchema inputSchema, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        ModelPart part = ModelSaveContext.PartOf(model);
        ModelArchive.Write(stream, part, inputSchema is null ? null : SavedColumn.Of(inputSchema));
    }

    /// <summary>Saves a model of ML.NET's own transformers.</summary>
    /// <inheritdoc cref="Save(ITransformer, DataViewSchema, Stream)"/>
    /// <param name="model">The model.</param>
    /// <param name="inputSchema">The columns that go into it; null when they need not be saved.</param>
    /// <param name="filePath">The file to write. Nothing is written when the model cannot be saved.</param>
    public void Save(ITransformer model, DataViewSchema inputSchema, string filePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        using var content = new MemoryStream();
        Save(model, inputSchema, content);
        File.WriteAllBytes(filePath, content.ToArray());
    }

    /// <summary>Loads a saved model.</summary>
    /// <param name="stream">Is read and stays open.</param>
    /// <param name="inputSchema">The columns that go into it; null when they were not saved.</param>
    /// <exception cref="InvalidDataException">The stream is not a model saved by this library.</exception>
    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (ModelPart model, IReadOnlyList<SavedColumn> schema) = ModelArchive.Read(stream);
        inputSchema = schema is null ? null : SavedColumn.Schema(schema);
        return new ModelReader(environment.ComponentCatalog).Read(model);
    }

    /// <inheritdoc cref="Load(Stream, out DataViewSchema)"/>
    /// <summary>Loads a saved model.</summary>
    /// <param name="filePath">The file.</param>
    /// <param name="inputSchema">The columns that go into it; null when they were not saved.</param>
    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        using FileStream stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
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
