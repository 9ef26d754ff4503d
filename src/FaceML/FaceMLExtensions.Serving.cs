using FaceML.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ML;
using Microsoft.Extensions.Options;

namespace FaceML;

public static partial class FaceMLExtensions
{
    /// <summary>Serves a saved pipeline under no name.</summary>
    /// <typeparam name="TData">The input, such as <see cref="FacePair"/>.</typeparam>
    /// <typeparam name="TPrediction">The output, such as <see cref="FaceMatch"/>.</typeparam>
    /// <param name="builder">The pool.</param>
    /// <param name="path">The file.</param>
    /// <param name="watchForChanges">Whether a new state of the file replaces the old one.</param>
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromFaceModel<TData, TPrediction>(
        this PredictionEnginePoolBuilder<TData, TPrediction> builder, string path, bool watchForChanges = true)
        where TData : class
        where TPrediction : class, new() => builder.FromFaceModel(string.Empty, path, watchForChanges);

    /// <summary>Serves a saved pipeline under a name.</summary>
    /// <typeparam name="TData">The input, such as <see cref="FacePair"/>.</typeparam>
    /// <typeparam name="TPrediction">The output, such as <see cref="FaceMatch"/>.</typeparam>
    /// <param name="builder">The pool.</param>
    /// <param name="modelName">The name; also the key of the <see cref="FaceModelLoader"/> service, whose version and health can be read
    /// there.</param>
    /// <param name="path">The file.</param>
    /// <param name="watchForChanges">Whether a new state of the file replaces the old one.</param>
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromFaceModel<TData, TPrediction>(
        this PredictionEnginePoolBuilder<TData, TPrediction> builder, string modelName, string path, bool watchForChanges = true)
        where TData : class
        where TPrediction : class, new() =>
            builder.FromFaceModel(modelName, new FaceModelLoaderOptions { Path = path, WatchForChanges = watchForChanges });

    /// <summary>Serves a saved pipeline under a name, with settings.</summary>
    /// <typeparam name="TData">The input, such as <see cref="FacePair"/>.</typeparam>
    /// <typeparam name="TPrediction">The output, such as <see cref="FaceMatch"/>.</typeparam>
    /// <param name="builder">The pool.</param>
    /// <param name="modelName">The name; also the key of the <see cref="FaceModelLoader"/> service.</param>
    /// <param name="options">The file, and how it is watched and loaded.</param>
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromFaceModel<TData, TPrediction>(
        this PredictionEnginePoolBuilder<TData, TPrediction> builder, string modelName, FaceModelLoaderOptions options)
        where TData : class
        where TPrediction : class, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(modelName);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        // Keyed by name, so that pools of several input types can share one loaded file, and a health page can find it.
        builder.Services.TryAddKeyedSingleton(modelName, (services, _) =>
            new FaceModelLoader(options, services.GetService<ILogger<FaceModelLoader>>(),
                services.GetRequiredService<IOptions<MLOptions>>().Value.MLContext));
        builder.Services.AddOptions<PredictionEnginePoolOptions<TData, TPrediction>>(modelName)
            .Configure<IServiceProvider>((pool, services) =>
            {
                FaceModelLoader loader = services.GetRequiredKeyedService<FaceModelLoader>(modelName);
                pool.ModelLoader = Path.GetFullPath(options.Path) == loader.Health.Path ? loader
                    : throw new InvalidOperationException(
                        $"The name '{modelName}' already serves {loader.Health.Path}; {options.Path} needs a name of its own.");
            });
        return builder;
    }
}
