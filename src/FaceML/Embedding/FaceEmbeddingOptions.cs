namespace FaceML.Embedding;

/// <summary>Settings of <see cref="FaceCatalog.Embed(FaceEmbeddingOptions)"/>.</summary>
public sealed class FaceEmbeddingOptions
{
    /// <summary>The column of vectors that is added. The default value is <c>Embedding</c>.</summary>
    public string OutputColumnName { get; set; } = "Embedding";

    /// <summary>A column of aligned faces, FaceML's or ML.NET's (<c>MLImage</c>). The default value is <c>AlignedFace</c>.</summary>
    public string InputColumnName { get; set; } = "AlignedFace";

    /// <summary>The network's name in the catalog. The default value is <c>faceplugin-512</c>.</summary>
    public string Network { get; set; } = new FaceRecognizerOptions().Embedder;

    /// <summary>
    /// Further networks: their vectors are put behind the first's, weighted as <see cref="FaceEmbedder"/> does it. The default value is an
    /// empty list: one network.
    /// </summary>
    internal IReadOnlyList<FusedNetwork> FusedWith { get; set; } = [];

    /// <summary>How aligned faces are shown to the network. The default value is that of <see cref="EmbedderOptions"/>.</summary>
    public EmbedderOptions Embedding { get; set; } = new();

    /// <summary>
    /// Whether a face of which so much is covered that nothing should be decided (<see cref="FaceEmbedding.IsCovered"/>) becomes a vector
    /// of NaN, as no face does. The default value is <see langword="false"/>; pipelines that assess quality say <see langword="true"/>.
    /// </summary>
    public bool LeaveOutCovered { get; set; }

    /// <summary>How many rows a cursor pulls before the network runs, 1 to 256. The default value is 32.</summary>
    public int BlockSize { get; set; } = 32;

    /// <summary>
    /// How the network runs. The default value is null: the defaults of <see cref="NetworkOptions"/>. Not saved: it belongs to the machine.
    /// </summary>
    public NetworkOptions? Run { get; set; }

    /// <summary>Where the network is looked up. The default value is null: <see cref="NetworkCatalog.Default"/>.</summary>
    public NetworkCatalog? Catalog { get; set; }
}
