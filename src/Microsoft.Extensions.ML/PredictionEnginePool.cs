using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.ML;

/// <summary>Engines for many threads, of one model or several. Thread-safe.</summary>
/// <remarks>As in ML.NET 5.0 a pool is not disposable; the transformers of its models live as long as their loaders keep them.</remarks>
public class PredictionEnginePool<TData, TPrediction>
    where TData : class
    where TPrediction : class, new()
{
    private readonly MLContext context;
    private readonly IOptionsFactory<PredictionEnginePoolOptions<TData, TPrediction>> options;
    private readonly EngineSource<TData, TPrediction> unnamed;
    private readonly ConcurrentDictionary<string, EngineSource<TData, TPrediction>> named = new(StringComparer.Ordinal);

    /// <summary>A pool. The default model, when there is one, is loaded now, a named one when it is first asked for.</summary>
    /// <param name="serviceProvider">The application's services.</param>
    /// <param name="mlContextOptions">The context.</param>
    /// <param name="predictionEngineOptions">The models by name.</param>
    public PredictionEnginePool(
        IServiceProvider serviceProvider,
        IOptions<MLOptions> mlContextOptions,
        IOptionsFactory<PredictionEnginePoolOptions<TData, TPrediction>> predictionEngineOptions)
    {
        ArgumentNullException.ThrowIfNull(mlContextOptions);
        ArgumentNullException.ThrowIfNull(predictionEngineOptions);
        context = mlContextOptions.Value.MLContext;
        options = predictionEngineOptions;
        unnamed = options.Create(string.Empty).ModelLoader is { } loader ? new EngineSource<TData, TPrediction>(context, loader) : null;
    }

    /// <summary>The default model as it is now.</summary>
    public ITransformer GetModel() => Unnamed.Loader.GetModel();

    /// <summary>A model as it is now.</summary>
    public ITransformer GetModel(string modelName) => Named(modelName).Loader.GetModel();

    /// <summary>An engine of the default model, to be returned.</summary>
    /// <exception cref="ArgumentException">There is no default model.</exception>
    public PredictionEngine<TData, TPrediction> GetPredictionEngine() => Unnamed.Get();

    /// <summary>An engine of a model, to be returned under the same name.</summary>
    /// <param name="modelName">The name; null or empty for the default model.</param>
    public PredictionEngine<TData, TPrediction> GetPredictionEngine(string modelName) =>
        (string.IsNullOrEmpty(modelName) ? Unnamed : Named(modelName)).Get();

    /// <summary>Returns an engine of the default model.</summary>
    public void ReturnPredictionEngine(PredictionEngine<TData, TPrediction> engine) => ReturnPredictionEngine(string.Empty, engine);

    /// <summary>Returns an engine of a model.</summary>
    public void ReturnPredictionEngine(string modelName, PredictionEngine<TData, TPrediction> engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        (string.IsNullOrEmpty(modelName) ? Unnamed : Named(modelName)).Return(engine);
    }

    private EngineSource<TData, TPrediction> Unnamed => unnamed
        ?? throw new ArgumentException("You need to configure a default, not named, model before you use this method.");

    private EngineSource<TData, TPrediction> Named(string modelName) =>
        named.TryGetValue(modelName, out EngineSource<TData, TPrediction> source)
            ? source
            : named.GetOrAdd(modelName, name => new EngineSource<TData, TPrediction>(context, options.Create(name).ModelLoader));
}
