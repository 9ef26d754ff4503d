using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.ML;

/// <summary>Registers pools.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers a pool as a singleton. Where its models come from is said to the builder.</summary>
    public static PredictionEnginePoolBuilder<TData, TPrediction> AddPredictionEnginePool<TData, TPrediction>(
        this IServiceCollection services)
        where TData : class
        where TPrediction : class, new()
    {
        services.AddRequiredPredictionEnginePoolServices().AddSingleton<PredictionEnginePool<TData, TPrediction>>();
        return new PredictionEnginePoolBuilder<TData, TPrediction>(services);
    }

    /// <summary>Registers a pool, that the application makes, as a singleton.</summary>
    public static PredictionEnginePoolBuilder<TData, TPrediction> AddPredictionEnginePool<TData, TPrediction>(
        this IServiceCollection services,
        Func<IServiceProvider, PredictionEnginePool<TData, TPrediction>> implementationFactory)
        where TData : class
        where TPrediction : class, new()
    {
        services.AddRequiredPredictionEnginePoolServices().AddSingleton(implementationFactory);
        return new PredictionEnginePoolBuilder<TData, TPrediction>(services);
    }

    /// <summary>Registers what pools need: logging, options and the passing on of the context's log.</summary>
    public static IServiceCollection AddRequiredPredictionEnginePoolServices(this IServiceCollection services)
    {
        services.AddLogging().AddOptions()
            .TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<MLOptions>, LoggingMLOptions>());
        return services;
    }
}
