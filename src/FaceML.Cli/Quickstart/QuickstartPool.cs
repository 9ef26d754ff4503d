using FaceML.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;

namespace FaceML.Cli;

/// <summary>A pair of faces and what the served pipeline said of it.</summary>
internal sealed record QuickstartDecision(SampleFace First, SampleFace Second, FaceMatch Match)
{
    public bool IsAcross => First.Photograph != Second.Photograph;
}

/// <summary>Serves the saved file as a host would: through a <see cref="PredictionEnginePool{TData, TPrediction}"/>.</summary>
internal static class QuickstartPool
{
    private const string Model = "verifier";

    public static IReadOnlyList<QuickstartDecision> Decide(string file, SampleFaces samples)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPredictionEnginePool<FacePair, FaceMatch>().FromFaceModel(Model, file);
        using ServiceProvider provider = services.BuildServiceProvider();
        PredictionEnginePool<FacePair, FaceMatch> pool = provider.GetRequiredService<PredictionEnginePool<FacePair, FaceMatch>>();
        return
        [
            .. samples.Pairs
                .AsParallel().AsOrdered()
                .Select(pair => new QuickstartDecision(pair.First, pair.Second,
                    pool.Predict(Model, new FacePair { Path1 = samples.PathOf(pair.First), Path2 = samples.PathOf(pair.Second) }))),
        ];
    }
}
