using FaceML.Verification;
using Microsoft.Extensions.ML;

namespace FaceML.Serving;

/// <summary>
/// Verifies by a saved pipeline that ML.NET's pool serves: each answer is of one state of the file, also while it is replaced.
/// </summary>
internal sealed class ServedVerifier(
    PredictionEnginePool<FaceImagePair, PipelineDecisions.Row> pool, string name, FaceModelLoader loader) : FaceVerifier
{
    private Known? known;

    /// <summary>What the pipeline that answers now says about its answers.</summary>
    public PipelineDecisions Decisions => DecisionsOf(loader.Generation);

    private protected override FaceVerification Decide(Image first, Image second, CancellationToken cancellationToken)
    {
        var pair = new FaceImagePair { Image1 = first, Image2 = second };
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ModelGeneration before = loader.Generation;
            PipelineDecisions.Row row = Predict(pair);
            if (ReferenceEquals(before, loader.Generation))
            {
                return DecisionsOf(before).Describe(row);
            }
        }
    }

    private protected override FaceVerification Decide(string first, string second, CancellationToken cancellationToken) =>
        Decide(Image.Load(first, cancellation: cancellationToken), Image.Load(second, cancellation: cancellationToken), cancellationToken);

    // Pool and loader belong to the application's services.
    protected override void Dispose(bool disposing)
    {
    }

    private PipelineDecisions.Row Predict(FaceImagePair pair)
    {
        PredictionEngine<FaceImagePair, PipelineDecisions.Row> engine = pool.GetPredictionEngine(name);
        try
        {
            return engine.Predict(pair);
        }
        finally
        {
            pool.ReturnPredictionEngine(name, engine);
        }
    }

    private PipelineDecisions DecisionsOf(ModelGeneration generation)
    {
        if (known is not { } last || !ReferenceEquals(last.Of, generation))
        {
            known = last = new Known(generation, new PipelineDecisions(loader.Health.Path, generation.Stages, generation.Networks));
        }

        return last.Value;
    }

    private sealed record Known(ModelGeneration Of, PipelineDecisions Value);
}
