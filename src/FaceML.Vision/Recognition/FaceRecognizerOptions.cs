namespace FaceML.Vision;

/// <summary>Which networks recognise faces, and how.</summary>
public sealed record FaceRecognizerOptions
{
    /// <summary>The detector's name. The default value is <c>ultraface-rfb320</c>.</summary>
    public string Detector { get; init; } = "ultraface-rfb320";

    /// <summary>The landmark network's name. The default value is <c>landmarks-68</c>.</summary>
    public string Landmarker { get; init; } = "landmarks-68";

    /// <summary>The embedding network's name. The default value is <c>faceplugin-512</c>.</summary>
    public string Embedder { get; init; } = "faceplugin-512";

    /// <summary>
    /// A second embedding network whose vectors are fused with the first's, see <see cref="FaceEmbedder"/>. The default value is
    /// <see langword="null"/>: one network. Doubles the cost of embedding.
    /// </summary>
    public string? SecondEmbedder { get; init; }

    /// <summary>Where the points come from. The default value is <see cref="FacePointSource.Landmarks"/>.</summary>
    public FacePointSource Points { get; init; } = FacePointSource.Landmarks;

    /// <summary>How faces are detected.</summary>
    public DetectorOptions Detection { get; init; } = new();

    /// <summary>How landmarks are found.</summary>
    public LandmarkOptions Landmarks { get; init; } = new();

    /// <summary>How faces are embedded.</summary>
    public EmbedderOptions Embedding { get; init; } = new();

    /// <summary>How the networks are run.</summary>
    public NetworkOptions Network { get; init; } = new();
}
