namespace FaceML.Recognition;

/// <summary>What the embedder makes of a face.</summary>
/// <param name="Vector">A vector of length 1.</param>
/// <param name="Covered">The share of the face that is covered, 0 to 1; null where the network does not tell.</param>
internal readonly record struct EmbeddedFace(float[] Vector, float? Covered)
{
    /// <summary>Whether so much is covered that nothing should be decided.</summary>
    public bool IsCovered => FaceCoverage.IsTooMuch(Covered);
}
