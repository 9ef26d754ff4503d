namespace FaceML.Vision;

/// <summary>How faces are shown to an embedding network, and how its vectors compare.</summary>
public sealed record EmbeddingCard
{
    /// <summary>The name of the alignment template, see <see cref="AlignmentTemplate.Named"/>.</summary>
    public required string Template { get; init; }

    /// <summary>Numbers in a vector, 1 to 65,536.</summary>
    public required int Length { get; init; }

    /// <summary>What the vectors are compared by.</summary>
    public required FaceMetric Metric { get; init; }
}
