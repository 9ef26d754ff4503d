namespace FaceML.Networks;

/// <summary>For a network whose input has no fixed size: which sizes it is given.</summary>
public sealed record InputResizing
{
    /// <summary>Sides are multiples of this number, 1 to 256: the network's coarsest stride.</summary>
    public required int Multiple { get; init; }

    /// <summary>A larger image is reduced until its longer side has this many pixels, 1 to 4096; a smaller one is shown as it is.</summary>
    public required int LongestSide { get; init; }
}
