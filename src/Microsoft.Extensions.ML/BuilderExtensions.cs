using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.ML;

/// <summary>Models from files.</summary>
public static class BuilderExtensions
{
    /// <summary>Takes the default model from a file, and takes it again when it is written.</summary>
    /// <inheritdoc cref="FromFile{TData, TPrediction}(PredictionEnginePoolBuilder{TData, TPrediction}, string, string, bool)"/>
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(
        this PredictionEnginePoolBuilder<TData, TPrediction> builder, string filePath)
        where TData : class
        where TPrediction : class, new() => builder.FromFile(string.Empty, filePath, true);

    /// <summary>Takes the default model from a file.</summary>
    /// <inheritdoc cref="FromFile{TData, TPrediction}(PredictionEnginePoolBuilder{TData, TPrediction}, string, string, bool)"/>
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(
        this PredictionEnginePoolBuilder<TData, TPrediction> builder, string filePath, bool watchForChanges)
        where TData : class
        where TPrediction : class, new() => builder.FromFile(string.Empty, filePath, watchForChanges);

    /// <summary>Takes a model from a file, and takes it again when it is written.</summary>
    /// <inheritdoc cref="FromFile{TData, TPrediction}(PredictionEnginePoolBuilder{TData, TPrediction}, string, string, bool)"/>
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(
        this PredictionEnginePoolBuilder<TData, TPrediction> builder, string modelName, string filePath)
        where TData : class
        where TPrediction : class, new() => builder.FromFile(modelName, filePath, true);

    /// <summary>Takes a model from a file.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="modelName">Names the model in the pool; empty for the default one.</param>
    /// <param name="filePath">Is opened when the pool first needs the model.</param>
    /// <param name="watchForChanges">Whether the model is taken again when the file is written. As in ML.NET, a file that is put in its
    /// place by renaming is not noticed.</param>
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(
        this PredictionEnginePoolBuilder<TData, TPrediction> builder, string modelName, string filePath, bool watchForChanges)
        where TData : class
        where TPrediction : class, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddTransient<FileModelLoader>();
        builder.Services.AddOptions<PredictionEnginePoolOptions<TData, TPrediction>>(modelName).Configure<FileModelLoader>(
            (options, loader) =>
        {
            loader.Start(filePath, watchForChanges);
            options.ModelLoader = loader;
        });
        return builder;
    }
}
