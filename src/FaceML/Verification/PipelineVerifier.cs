namespace FaceML.Verification;

/// <summary>Verifies by a saved pipeline.</summary>
internal sealed class PipelineVerifier : FaceVerifier
{
    private readonly Lock gate = new();
    private readonly TransformerChain<ITransformer> chain;
    private readonly Lazy<PredictionEngine<FacePair, PipelineDecisions.Row>> files;
    private readonly Lazy<PredictionEngine<FaceImagePair, PipelineDecisions.Row>> images;
    private readonly PipelineDecisions decisions;

    public PipelineVerifier(string file, LoadOptions options)
    {
        var ml = new MLContext();
        LoadedPipeline pipeline = ml.Faces.Open(file, options);
        chain = new TransformerChain<ITransformer>(pipeline.Stages);
        decisions = new PipelineDecisions(file, pipeline.Stages, pipeline.Networks);
        var shared = new PredictionEngineOptions { OwnsTransformer = false };
        files = new(() => ml.Model.CreatePredictionEngine<FacePair, PipelineDecisions.Row>(chain, shared));
        images = new(() => ml.Model.CreatePredictionEngine<FaceImagePair, PipelineDecisions.Row>(chain, shared));
    }

    private protected override FaceVerification Decide(string first, string second, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // A prediction engine has buffers for one row.
        lock (gate)
        {
            return decisions.Describe(files.Value.Predict(new FacePair { Path1 = first, Path2 = second }));
        }
    }

    private protected override FaceVerification Decide(Image first, Image second, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return decisions.Describe(images.Value.Predict(new FaceImagePair { Image1 = first, Image2 = second }));
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
        {
            return;
        }

        if (files.IsValueCreated)
        {
            files.Value.Dispose();
        }

        if (images.IsValueCreated)
        {
            images.Value.Dispose();
        }

        chain.Dispose();
    }
}
