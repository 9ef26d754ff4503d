using FaceML.Networks;
using FaceML.Rows;
using Microsoft.ML;

namespace FaceML.Embedding;

/// <summary>Turns aligned faces into vectors of length 1 (<see cref="FaceCatalog.Embed(string, string, string)"/>).</summary>
public sealed class FaceEmbeddingEstimator : FaceEstimator<FaceEmbeddingTransformer>
{
    private readonly FaceEmbeddingOptions options;
    private readonly NetworkContent network;

    internal FaceEmbeddingEstimator(MLContext context, FaceEmbeddingOptions options, NetworkContent network)
        : base(context, FaceEmbeddingTransformer.Stage, FaceEmbeddingTransformer.InputsOf(options), FaceEmbeddingTransformer.OutputsOf(options, network))
    {
        this.options = options;
        this.network = network;
    }

    private protected override FaceEmbeddingTransformer FitCore(IDataView input) => new(options, network);
}
