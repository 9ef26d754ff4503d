using FaceML.AspNetCore.CompreFace;
using FaceML.Galleries.Protection;
using FaceML.Networks;

namespace FaceML.AspNetCore;

/// <summary>What a host serves, and how. Read once, when the host starts.</summary>
public sealed class FaceMLOptions
{
    /// <summary>
    /// Whose networks answer: <c>fast</c>, <c>balanced</c> or <c>accurate</c>. The default value is <c>balanced</c>. Galleries must be of
    /// the same recipe.
    /// </summary>
    public string Preset { get; set; } = FaceRecognizerOptions.DefaultPreset;

    /// <summary>How networks run. The default value is that of <see cref="NetworkOptions"/>: the processor, one thread a run.</summary>
    public NetworkOptions Networks { get; set; } = new();

    /// <summary>Where networks are looked up. The default value is null: <see cref="NetworkCatalog.Default"/>.</summary>
    public NetworkCatalog? Catalog { get; set; }

    /// <summary>The false match rate that <c>verify</c> promises, by the calibration of the preset. The default value is 0.0001.</summary>
    public double MaxFalseMatchRate { get; set; } = 1e-4;

    /// <summary>
    /// The false positive identification rate that <c>identify</c> promises: of searches for people who are not enrolled, the share that
    /// may find somebody. The default value is 0.01.
    /// </summary>
    public double MaxFalsePositiveRate { get; set; } = 0.01;

    /// <summary>
    /// Saved verification pipelines by the name that requests give them (<c>?model=NAME</c>): <c>.faceml</c> files, watched and replaced
    /// while requests run. The default value is empty.
    /// </summary>
    public IDictionary<string, string> Models { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Galleries by the name that they have in addresses: where each lies, as <see cref="OpenGallery"/> takes it.</summary>
    public IDictionary<string, string> Galleries { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// A folder of galleries: each <c>NAME.faces</c> in it is opened, and requests may make new ones there. The default value is null:
    /// requests make no galleries.
    /// </summary>
    public string? GalleryFolder { get; set; }

    /// <summary>Opens a gallery of <see cref="Galleries"/>. The default value is <see cref="Gallery.OpenFile"/>.</summary>
    public Func<string, GalleryOptions, Gallery> OpenGallery { get; set; } = Gallery.OpenFile;

    /// <summary>The keys that templates are encrypted with. The default value is null: templates are not encrypted.</summary>
    public GalleryKeys? GalleryKeys { get; set; }

    /// <summary>
    /// The file of API keys, as <c>faceml keys</c> writes it; read again when it changes. The default value is null: there are no keys.
    /// </summary>
    public string? KeysFile { get; set; }

    /// <summary>
    /// Whether requests from this machine need no key as long as there is no key at all. Requests that came through a proxy are not from
    /// this machine. The default value is <see langword="true"/>.
    /// </summary>
    public bool AllowLoopback { get; set; } = true;

    /// <summary>
    /// Further authentication schemes of the host that are accepted beside keys, JWT bearer tokens for example. A principal's claims
    /// <c>scope</c> name what it may do (<c>faceml:verify</c> …), its claims <c>faceml_gallery</c> in which galleries.
    /// </summary>
    public IList<string> AuthenticationSchemes { get; } = [];

    /// <summary>
    /// Whether faces of requests that run at the same time are embedded together, in one run of the network, where such runs are quicker:
    /// on a graphics card, rarely on a processor. Measured at the start, which takes a few runs longer. The default value is
    /// <see langword="false"/>.
    /// </summary>
    public bool Batching { get; set; }

    /// <summary>How the endpoints that CompreFace's clients call answer, where they are mapped.</summary>
    public CompreFaceOptions CompreFace { get; } = new();

    /// <summary>What a request may ask for, and how many may run.</summary>
    public FaceMLLimits Limits { get; } = new();
}
