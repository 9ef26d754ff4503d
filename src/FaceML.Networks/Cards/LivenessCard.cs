namespace FaceML.Networks;

/// <summary>How faces are shown to a liveness network, and which of its answers means a live face.</summary>
public sealed record LivenessCard
{
    /// <summary>
    /// The side of what the network is shown, as a multiple of the face's box, 1 to 8: the surroundings tell it apart from a print or a
    /// screen. The box keeps its proportions; the region is moved into the image where it reaches beyond, and reduced where it is larger
    /// than the image.
    /// </summary>
    public required float Crop { get; init; }

    /// <summary>The place of the live class among the numbers of the output <c>scores</c>, from 0.</summary>
    public required int Live { get; init; }

    /// <summary>
    /// Whether the numbers are logits, of which the softmax is taken; else they are probabilities. The default value is
    /// <see langword="true"/>.
    /// </summary>
    public bool Logits { get; init; } = true;
}
