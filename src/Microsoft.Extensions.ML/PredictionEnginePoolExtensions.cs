namespace Microsoft.Extensions.ML;

/// <summary>Predictions from a pool.</summary>
public static class PredictionEnginePoolExtensions
{
    /// <summary>The default model's result for an object. Thread-safe.</summary>
    public static TPrediction Predict<TData, TPrediction>(this PredictionEnginePool<TData, TPrediction> predictionEnginePool, TData example)
        where TData : class
        where TPrediction : class, new() => predictionEnginePool.Predict(string.Empty, example);

    /// <summary>A model's result for an object. Thread-safe.</summary>
    public static TPrediction Predict<TData, TPrediction>(
        this PredictionEnginePool<TData, TPrediction> predictionEnginePool, string modelName, TData example)
        where TData : class
        where TPrediction : class, new()
    {
        ArgumentNullException.ThrowIfNull(predictionEnginePool);
        PredictionEngine<TData, TPrediction> engine = predictionEnginePool.GetPredictionEngine(modelName);
        try
        {
            return engine.Predict(example);
        }
        finally
        {
            predictionEnginePool.ReturnPredictionEngine(modelName, engine);
        }
    }
}
