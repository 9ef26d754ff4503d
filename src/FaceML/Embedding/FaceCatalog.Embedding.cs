using FaceML.Embedding;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Turns aligned faces into vectors of length 1.</summary>
    /// <param name="outputColumnName">The column of vectors that is added; a row without a face gets NaN.</param>
    /// <param name="inputColumnName">A column of aligned faces, as <see cref="Align(string, string, string, string)"/> adds
    /// it.</param>
    /// <param name="network">The network's name in the catalog; null for the default.</param>
    /// <exception cref="Networks.NetworkException">There is no such network, or it is no embedder.</exception>
    public IEstimator<FaceEmbeddingTransformer> Embed(string outputColumnName, string inputColumnName, string? network = null)
    {
        var options = new FaceEmbeddingOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName };
        options.Network = network ?? options.Network;
        return Embed(options);
    }

    /// <inheritdoc cref="Embed(string, string, string)"/>
    /// <param name="options">The settings.</param>
    public IEstimator<FaceEmbeddingTransformer> Embed(FaceEmbeddingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        NetworkContent Find(string name) => NetworkContent.FromCatalog(options.Catalog, name);
        return new FaceEmbeddingEstimator(
            Context, options, [Find(options.Network), .. options.FusedWith.Select(further => Find(further.Network))]);
    }
}
