namespace FaceML.Verification;

/// <summary>How two images are compared and decided about.</summary>
public sealed record FaceVerifierOptions
{
    /// <summary>The networks, and how each is used. The default value is the preset <c>balanced</c>.</summary>
    public FaceRecognizerOptions Recognition { get; init; } = new();

    /// <summary>Where networks are looked up. The default value is null: <see cref="NetworkCatalog.Default"/>.</summary>
    public NetworkCatalog? Catalog { get; init; }

    /// <summary>Which face of an image is meant when there are several. The default value is <see cref="FaceSelection.Largest"/>.</summary>
    public FaceSelection Selection { get; init; } = FaceSelection.Largest;

    /// <summary>
    /// Which threshold of the shipped calibration decides: that of this false match rate, between 0 and 1. The default value is 0.0001: at
    /// most 1 in 10,000 pairs of different people match.
    /// </summary>
    public double MaxFalseMatchRate { get; init; } = 1e-4;

    /// <summary>
    /// A threshold of your own, by the metric of the networks; it carries no promise. The default value is null: that of the shipped
    /// calibration.
    /// </summary>
    public float? Threshold { get; init; }

    /// <summary>
    /// The probability, before the comparison, that both images show one person; between 0 and 1, both excluded. The default value is 0.5.
    /// </summary>
    public double MatedPrior { get; init; } = 0.5;
}
