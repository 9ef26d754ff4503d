using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.ML;

/// <summary>Says where the models of a pool come from.</summary>
public class PredictionEnginePoolBuilder<TData, TPrediction>
    where TData : class
    where TPrediction : class, new()
{
    /// <summary>A builder that registers in <paramref name="services"/>.</summary>
    public PredictionEnginePoolBuilder(IServiceCollection services)
    {
        Services = services ?? throw new ArgumentException("There is no service collection.", nameof(services));
    }

    /// <summary>Where the pool is registered.</summary>
    public IServiceCollection Services { get; private set; }
}
