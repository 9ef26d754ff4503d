namespace FaceML.Vision;

/// <summary>Which networks recognise faces, and how.</summary>
public sealed record FaceRecognizerOptions
{
    /// <summary>The networks of the default, one look at each face: the cheapest.</summary>
    public static FaceRecognizerOptions Fast { get; } = new() { Landmarks = new() { Passes = 1 } };

    /// <summary>Landmarks averaged over five crops: steadier alignment for a few milliseconds.</summary>
    public static FaceRecognizerOptions Balanced { get; } = new() { Landmarks = new() { Passes = 5 } };

    /// <summary>
    /// Averaged landmarks, each face mirrored too, and the vectors of two networks fused; wants the network <c>mobilefacenet-192</c>
    /// (<c>faceml networks add mobilefacenet-192</c>). What each preset costs and gains is in docs/networks.md.
    /// </summary>
    public static FaceRecognizerOptions Accurate { get; } =
        new() { Landmarks = new() { Passes = 5 }, Embedding = new() { Flip = true }, SecondEmbedder = "mobilefacenet-192" };

    /// <summary>The names of the presets: <c>fast</c>, <c>balanced</c>, <c>accurate</c>.</summary>
    public static IReadOnlyList<string> Presets { get; } = ["fast", "balanced", "accurate"];

    /// <summary>Finds a preset.</summary>
    /// <param name="name">One of <see cref="Presets"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static FaceRecognizerOptions Preset(string name) => name switch
    {
        "fast" => Fast,
        "balanced" => Balanced,
        "accurate" => Accurate,
        _ => throw new ArgumentException($"There is no preset \"{name}\"; there are {string.Join(", ", Presets)}.", nameof(name)),
    };

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
