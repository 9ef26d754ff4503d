namespace FaceML.Vision;

/// <summary>
/// The score that a network's card proposes for a decision, with what it was measured on. It is a starting point:
/// a threshold that carries a promise is fitted on the pictures it will be used for.
/// </summary>
public sealed record CardThreshold
{
    /// <summary>The score, in the card's metric; for cosine a pair matches at or above it, for a distance at or below.</summary>
    public required double Value { get; init; }

    /// <summary>The false match rate measured at <see cref="Value"/>, 0 to 1.</summary>
    public required double FalseMatchRate { get; init; }

    /// <summary>The comparisons it was measured on.</summary>
    public required string MeasuredOn { get; init; }

    /// <summary>The command that made it.</summary>
    public required string Command { get; init; }
}
