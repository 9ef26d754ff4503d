namespace FaceML.Networks;

/// <summary>How a landmark network's output becomes points.</summary>
public sealed record LandmarksCard
{
    /// <summary>
    /// The decode family: <c>ibug-68</c>, 68 points (x, y) in 0..1 of the crop, in the order of the iBUG 300-W annotation.
    /// </summary>
    public required string Family { get; init; }
}
