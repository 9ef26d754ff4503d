namespace Microsoft.Extensions.ML;

/// <summary>Settings of one model of a pool.</summary>
public class PredictionEnginePoolOptions<TData, TPrediction>
    where TData : class
    where TPrediction : class, new()
{
    /// <summary>The default settings.</summary>
    public PredictionEnginePoolOptions()
    {
    }

    /// <summary>Brings the model. The default value is null: there is none.</summary>
    public ModelLoader ModelLoader { get; set; }
}
