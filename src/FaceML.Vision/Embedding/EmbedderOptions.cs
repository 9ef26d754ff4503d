namespace FaceML.Vision;

/// <summary>How faces are embedded.</summary>
public sealed record EmbedderOptions
{
    /// <summary>
    /// Show the network each face twice, as it is and mirrored, and take the normalised sum of the two normalised vectors.
    /// Doubles the cost; lowers the error a little (see docs/measurements.md). The default value is <see langword="false"/>.
    /// </summary>
    public bool Flip { get; init; }
}
