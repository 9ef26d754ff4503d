namespace FaceML.Liveness;

/// <summary>Settings of <see cref="Training.FaceTrainerCatalog.Liveness(FaceLivenessHeadOptions)"/>.</summary>
public sealed class FaceLivenessHeadOptions
{
    /// <summary>
    /// The column that is added: the probability (Single, 0 to 1) that the face is live where live faces and attacks are equally likely;
    /// NaN without a face. The default value is <c>Liveness</c>.
    /// </summary>
    public string OutputColumnName { get; set; } = "Liveness";

    /// <summary>
    /// A Boolean column that is added: whether the face is taken to be live; false without a face. Null for none. The default value is
    /// <c>IsLive</c>.
    /// </summary>
    public string? DecisionColumnName { get; set; } = "IsLive";

    /// <summary>A column of faces. The default value is <c>Faces</c>.</summary>
    public string FacesColumnName { get; set; } = "Faces";

    /// <summary>
    /// The column of images that the faces were found in, FaceML's or ML.NET's (<c>MLImage</c>). The default value is <c>Image</c>.
    /// </summary>
    public string ImageColumnName { get; set; } = "Image";

    /// <summary>
    /// A Boolean column, true where an image shows a live face, false for an attack; only needed to fit. The default value is <c>Label</c>.
    /// </summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>
    /// A text column with the species of each attack, such as <c>print</c> or <c>phone</c>; only needed to fit. The default value is
    /// <c>Species</c>; null when all attacks are one species.
    /// </summary>
    public string? SpeciesColumnName { get; set; } = "Species";

    /// <summary>
    /// Who is shown, in live images and attacks alike: a text or a key; only needed to fit. The default value is <c>Identity</c>.
    /// </summary>
    public string PersonColumnName { get; set; } = "Identity";

    /// <summary>Which face is meant when there are several. The default value is <see cref="FaceSelection.Largest"/>.</summary>
    public FaceSelection Selection { get; set; } = FaceSelection.Largest;

    /// <summary>
    /// What the head may go by; cross-validation over people chooses. The default value is <see cref="FaceLivenessFeatures.All"/>.
    /// </summary>
    public FaceLivenessFeatures Features { get; set; } = FaceLivenessFeatures.All;

    /// <summary>
    /// The APCER that the threshold promises for every species, between 0 and 1; null for a threshold without a promise, at which 5 % of
    /// the attacks of the worst species passed in the cross-validation. The default value is 0.05.
    /// </summary>
    public double? MaxApcer { get; set; } = 0.05;

    /// <summary>
    /// How the promise is made. Its confidence (0.95 unless set) is that of all species together. The default value is that of
    /// <see cref="ThresholdOptions"/>.
    /// </summary>
    public ThresholdOptions Bound { get; set; } = new();

    /// <summary>
    /// The share of the people, between 0 and 1, of whom nothing is learned: the threshold is fitted on them. Without a promise no
    /// people are held out. The default value is 0.4.
    /// </summary>
    public double CalibrationShare { get; set; } = 0.4;

    /// <summary>Decides who is held out, and the folds. The default value is 1.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>The liveness network's name in the catalog. The default value is <c>faceplugin-liveness</c>.</summary>
    public string Network { get; set; } = FaceLivenessDetector.DefaultNetwork;

    /// <summary>
    /// How the network runs. The default value is null: the defaults of <see cref="NetworkOptions"/>. Not saved: it belongs to the machine.
    /// </summary>
    public NetworkOptions? Run { get; set; }

    /// <summary>Where networks are looked up. The default value is null: <see cref="NetworkCatalog.Default"/>.</summary>
    public NetworkCatalog? Catalog { get; set; }

    /// <summary>Ends fitting between two blocks of images or two folds. The default value is none.</summary>
    public CancellationToken CancellationToken { get; set; }

    internal void Validate()
    {
        SelectedFaces.Check(Selection);
        if (Features == 0 || (Features & ~FaceLivenessFeatures.All) != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Features), Features, "The features must be one or more of Network, Statistics, ColorTexture.");
        }

        if (MaxApcer is { } apcer && !(apcer > 0 && apcer < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(MaxApcer), apcer, $"{nameof(MaxApcer)} must lie between 0 and 1; it is {apcer}.");
        }

        if (!(CalibrationShare > 0 && CalibrationShare < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(CalibrationShare), CalibrationShare,
                $"{nameof(CalibrationShare)} must lie between 0 and 1; it is {CalibrationShare}.");
        }

        Bound.Validate(ThresholdTargetKind.FalseMatchRate);
        if (Bound.AbstainFalseNonMatchRate is not null)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Bound), $"{nameof(ThresholdOptions.AbstainFalseNonMatchRate)} must be null: liveness has no abstain band.");
        }
    }
}
