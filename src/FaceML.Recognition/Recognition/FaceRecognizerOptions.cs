namespace FaceML.Recognition;

/// <summary>Which networks recognise faces, and how. What each preset reaches and costs is in docs/networks.md.</summary>
public sealed record FaceRecognizerOptions
{
    /// <summary>The default's networks, one look at each face: the quickest. LFW View 2 99.45 ± 0.16 %.</summary>
    public static FaceRecognizerOptions Fast { get; } = new() { Landmarks = new() { Passes = 1 }, Embedding = new() { Flip = false } };

    /// <summary>
    /// The default: landmarks averaged over five crops, each face shown mirrored too. LFW View 2 99.53 ± 0.11 %, twice the time of
    /// <see cref="Fast"/>.
    /// </summary>
    public static FaceRecognizerOptions Balanced { get; } = new();

    /// <summary>
    /// As <see cref="Balanced"/>, with the vectors of three networks fused: LFW View 2 99.62 ± 0.11 %, 4.3 times the time of
    /// <see cref="Fast"/>. Two of them, <c>mobilefacenet-192</c> and <c>dlib-resnet</c>, come with the restore in other formats and are
    /// converted once: <c>faceml networks add NAME</c>, or <c>InstallableNetworks</c> of FaceML.Import.
    /// </summary>
    public static FaceRecognizerOptions Accurate { get; } = new() { FusedWith = ["mobilefacenet-192", "dlib-resnet"] };

    /// <summary>The name of the default: <c>balanced</c>.</summary>
    public const string DefaultPreset = "balanced";

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
    /// Further embedding networks whose vectors are fused with the first's, see <see cref="FaceEmbedder"/>. The default value is an empty
    /// list: one network.
    /// </summary>
    public IReadOnlyList<string> FusedWith { get; init; } = [];

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

    /// <summary>
    /// The names of all networks: the detector's, the landmark network's unless the detector gives the points, the embedding networks'.
    /// </summary>
    public IEnumerable<string> NetworkNames() => Points == FacePointSource.Landmarks
        ? [Detector, Landmarker, .. Embedders()]
        : [Detector, .. Embedders()];

    /// <summary>
    /// One number, as 64 hexadecimal digits, for everything that makes the vectors: the networks' files and cards, and how they are used.
    /// Vectors of another fingerprint are not comparable; titles, terms and figures of cards do not count.
    /// </summary>
    /// <param name="catalog">Where the networks are looked up.</param>
    /// <exception cref="NetworkException">A network is not in the catalog.</exception>
    public string Fingerprint(NetworkCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return RecipeFingerprint.Of(NetworkNames().Select(name => catalog.Find(name).Card), this);
    }

    /// <summary>The names of the embedding networks, the first one first.</summary>
    internal IEnumerable<string> Embedders() => [Embedder, .. FusedWith];
}
