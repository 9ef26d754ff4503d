namespace FaceML.Recognition;

/// <summary>How faces are detected.</summary>
public sealed record DetectorOptions
{
    /// <summary>
    /// Faces below this score are dropped, 0 to 1. The default value is <see langword="null"/>: the detector's card says it.
    /// </summary>
    public float? ScoreThreshold { get; init; }

    /// <summary>
    /// Of two faces that overlap by more than this intersection over union the weaker is dropped, 0 to 1. The default value is
    /// <see langword="null"/>: the card says it.
    /// </summary>
    public float? NmsIou { get; init; }

    /// <summary>No more faces are returned, the surest first. The default value is 1,000.</summary>
    public int MaxFaces { get; init; } = 1000;

    /// <summary>Faces whose box has a shorter side than this many pixels are dropped. The default value is 0.</summary>
    public float MinSize { get; init; }

    /// <summary>
    /// σ of soft suppression, see <see cref="SoftSuppression"/>: for crowds, where faces cover each other. Above 0.
    /// The default value is <see langword="null"/>: hard suppression by <see cref="NmsIou"/>. Does not go together with
    /// <see cref="Tiling"/>.
    /// </summary>
    public float? SoftNmsSigma { get; init; }

    /// <summary>
    /// For detectors whose input has no fixed size: larger images are reduced until their longer side has this many pixels, 32 to 4096.
    /// The default value is <see langword="null"/>: the detector's card says it.
    /// </summary>
    public int? LongestSide { get; init; }

    /// <summary>
    /// For detectors whose input has no fixed size: looks at the image, the second at half the size of the first, the third at a quarter …,
    /// 1 to 5; helps with faces that fill the image. The default value is 1.
    /// </summary>
    public int Scales { get; init; } = 1;

    /// <summary>
    /// Look at tiles of the image too. The default value is <see langword="null"/>: only where <see cref="TilesFrom"/> says so.
    /// </summary>
    public TilingOptions? Tiling { get; init; }

    /// <summary>
    /// Images of at least this many pixels, and images more than three times as long as the network's input is in proportion, are searched
    /// in tiles too where <see cref="Tiling"/> is null. The default value is 4,000,000; <see langword="null"/> for never.
    /// </summary>
    public int? TilesFrom { get; init; } = 4_000_000;

    /// <summary>
    /// Whether an image is searched again on canvases with a gray border where the largest face reaches the image's edge or fills the
    /// image, or no face that can be trusted is found. The search is <see cref="FaceRecognizer"/>'s and that of <c>ml.Faces.Detect</c>. The
    /// default value is <see langword="true"/>.
    /// </summary>
    public bool ExtendCanvas { get; init; } = true;

    /// <summary>
    /// When an image is also searched turned by 90, 180 and 270 degrees. The search is <see cref="FaceRecognizer"/>'s and that of
    /// <c>ml.Faces.Detect</c>. The default value is <see cref="TurnSearch.WhenNeeded"/>.
    /// </summary>
    public TurnSearch Turns { get; init; }

    /// <summary>
    /// Whether every image is an aligned face already, cut by <see cref="AlignmentTemplate.ArcFace112"/> at any size: nothing is searched,
    /// the face is the whole image and its points are the template's. The default value is <see langword="false"/>.
    /// </summary>
    public bool ImagesAreAligned { get; init; }

    internal void Check()
    {
        CheckShare(ScoreThreshold ?? 0, 1, nameof(ScoreThreshold));
        CheckShare(NmsIou ?? 0, 1, nameof(NmsIou));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFaces, 1);
        if (!(MinSize >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(MinSize), MinSize, "At least 0 pixels are expected.");
        }

        if (SoftNmsSigma is { } sigma && (!(sigma > 0) || Tiling is not null))
        {
            throw new ArgumentOutOfRangeException(nameof(SoftNmsSigma), sigma, "A number above 0 is expected, and no Tiling beside it.");
        }

        if (LongestSide is < 32 or > NetworkCardRules.MaxSide)
        {
            throw new ArgumentOutOfRangeException(nameof(LongestSide), LongestSide, "32 to 4096 is expected.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(Scales, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Scales, 5);
        Tiling?.Check();
        if (TilesFrom < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(TilesFrom), TilesFrom, $"{nameof(TilesFrom)} must be at least 1; it is {TilesFrom}.");
        }

        if (!Enum.IsDefined(Turns))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Turns), Turns, $"Known searches are {string.Join(", ", Enum.GetNames<TurnSearch>())}.");
        }
    }

    internal static void CheckShare(float value, float most, string name)
    {
        if (!(value >= 0 && value <= most))
        {
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"0 to {most} is expected."));
        }
    }
}
