namespace FaceML.Networks;

/// <summary>How faces are shown to an embedding network, and how its vectors compare.</summary>
public sealed record EmbeddingCard
{
    /// <summary>The name of the alignment template, such as <c>arcface-112</c>.</summary>
    public required string Template { get; init; }

    /// <summary>Numbers in a vector, 1 to 65,536.</summary>
    public required int Length { get; init; }

    /// <summary>What the vectors are compared by.</summary>
    public required FaceMetric Metric { get; init; }

    /// <summary>Whether the network is meant to be shown each face mirrored too. The default value is <see langword="false"/>.</summary>
    public bool Flip { get; init; }

    /// <summary>The scores of different people, for fusion; null when they were not measured.</summary>
    public ImpostorScores? Impostors { get; init; }
}
