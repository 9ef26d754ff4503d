namespace FaceML.Recognition;

/// <summary>How faces are embedded.</summary>
public sealed record EmbedderOptions
{
    /// <summary>
    /// Show the network each face twice, as it is and mirrored, and take the normalized sum of the two normalized vectors.
    /// Doubles the cost and lowers the error (docs/networks.md). The default value is <see langword="true"/>; a network whose card asks for
    /// it is shown both whatever this says.
    /// </summary>
    public bool Flip { get; init; } = true;
}
