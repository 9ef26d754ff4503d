namespace FaceML.Networks;

/// <summary>
/// How the scores of different people lie: what a score is normalized with (z-norm, <c>z = (score − mean) / deviation</c>)
/// before scores of different networks are brought together.
/// </summary>
public sealed record ImpostorScores
{
    /// <summary>The mean, as cosine similarity of unit vectors.</summary>
    public required double Mean { get; init; }

    /// <summary>The standard deviation, above 0.</summary>
    public required double Deviation { get; init; }

    /// <summary>The comparisons they were measured on.</summary>
    public required string MeasuredOn { get; init; }

    /// <summary>The command that made them.</summary>
    public required string Command { get; init; }
}
