namespace FaceML.Recognition;

/// <summary>A face and its vector.</summary>
/// <param name="Face">The face in its image.</param>
/// <param name="Vector">Its vector of length 1.</param>
public sealed record FaceEmbedding(Face Face, ReadOnlyMemory<float> Vector)
{
    /// <summary>
    /// The share of the face that something covers, a mask, a hand or sunglasses, 0 to 1; null where the embedding network does not tell
    /// (its card names no output <c>cells</c>, or none was fitted to it).
    /// </summary>
    public float? Covered { get; init; }

    /// <summary>
    /// Whether so much is covered that nothing should be decided: strangers who are covered alike resemble each other by the cover.
    /// </summary>
    public bool IsCovered => FaceCoverage.IsTooMuch(Covered);
}
