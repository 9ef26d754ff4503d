using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;

namespace FaceML.Cli;

/// <summary>A pair of faces and what the served pipeline said of it.</summary>
internal sealed record QuickstartDecision(SamplePair Pair, FaceMatch Match);

/// <summary>Serves the saved file as a host would: through a <see cref="PredictionEnginePool{TData, TPrediction}"/>.</summary>
internal static class QuickstartPool
{
    private const string Model = "verifier";

    /// <summary>Asks the pool about pairs of files below a folder.</summary>
    /// <returns>The decisions, the highest score first.</returns>
    public static IReadOnlyList<QuickstartDecision> Decide(string file, string folder, IEnumerable<SamplePair> pairs)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPredictionEnginePool<FacePair, FaceMatch>().FromFaceModel(Model, file);
        using ServiceProvider provider = services.BuildServiceProvider();
        PredictionEnginePool<FacePair, FaceMatch> pool = provider.GetRequiredService<PredictionEnginePool<FacePair, FaceMatch>>();
        return
        [
            .. pairs.AsParallel()
                .Select(pair => new QuickstartDecision(pair, pool.Predict(Model, PathsOf(pair))))
                .OrderByDescending(decision => decision.Match.Score),
        ];

        FacePair PathsOf(SamplePair pair) => new()
        {
            Path1 = Path.Combine(folder, pair.First.File),
            Path2 = Path.Combine(folder, pair.Second.File),
        };
    }
}
