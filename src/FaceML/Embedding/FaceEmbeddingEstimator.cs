namespace FaceML.Embedding;

/// <summary>Turns aligned faces into vectors of length 1 (<see cref="FaceCatalog.Embed(string, string, string)"/>).</summary>
internal sealed class FaceEmbeddingEstimator : FaceEstimator<FaceEmbeddingTransformer>
{
    private readonly FaceEmbeddingOptions options;
    private readonly NetworkContent[] networks;

    internal FaceEmbeddingEstimator(MLContext context, FaceEmbeddingOptions options, NetworkContent[] networks)
        : base(context, FaceEmbeddingTransformer.Stage, FaceEmbeddingTransformer.InputsOf(options),
            FaceEmbeddingTransformer.OutputsOf(options, networks))
    {
        this.options = options;
        this.networks = networks;
    }

    private protected override FaceEmbeddingTransformer FitCore(IDataView input) => new(options, networks);
}
