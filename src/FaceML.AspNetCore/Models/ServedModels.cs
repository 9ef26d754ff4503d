using FaceML.Serving;
using FaceML.Verification;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;

namespace FaceML.AspNetCore.Models;

/// <summary>The saved pipelines that are served, by name: the pool's engines, each file watched and replaced. Thread-safe.</summary>
internal sealed class ServedModels
{
    private readonly Dictionary<string, ServedModel> models;

    public ServedModels(FaceMLOptions options, IServiceProvider services) =>
        models = options.Models.Keys.ToDictionary(name => name, name =>
        {
            FaceModelLoader loader = services.GetRequiredKeyedService<FaceModelLoader>(name);
            var pool = services.GetRequiredService<PredictionEnginePool<FaceImagePair, PipelineDecisions.Row>>();
            return new ServedModel(name, loader, new ServedVerifier(pool, name, loader));
        }, StringComparer.Ordinal);

    /// <summary>All, by name.</summary>
    public IEnumerable<ServedModel> All => models.Values.OrderBy(model => model.Name, StringComparer.Ordinal);

    /// <summary>A model.</summary>
    /// <exception cref="FaceMLException">There is none of this name.</exception>
    public ServedModel Get(string name) => models.TryGetValue(name, out ServedModel? model)
        ? model
        : throw new FaceMLException(FaceMLError.NotFound, "There is no such model: GET models lists them.");
}

/// <summary>A saved pipeline that is served.</summary>
internal sealed record ServedModel(string Name, FaceModelLoader Loader, ServedVerifier Verifier);
