namespace Microsoft.ML;

/// <summary>Settings of a <see cref="PredictionEngine{TSrc, TDst}"/>.</summary>
public sealed class PredictionEngineOptions
{
    /// <summary>Whether members of the result that no column fills stay as they are; otherwise they are an error. The default value is true.</summary>
    public bool IgnoreMissingColumns = true;

    /// <summary>How objects become rows; null for what their attributes say. The default value is null.</summary>
    public SchemaDefinition InputSchemaDefinition;

    /// <summary>How rows become results; null for what their attributes say. The default value is null.</summary>
    public SchemaDefinition OutputSchemaDefinition;

    /// <summary>Whether disposing the engine disposes a disposable transformer. The default value is true.</summary>
    public bool OwnsTransformer = true;
}
