namespace FaceML.Networks;

/// <summary>A figure that was measured with a network, and the command that made it.</summary>
public sealed record MeasuredFigure
{
    /// <summary>What was measured, on what.</summary>
    public required string What { get; init; }

    /// <summary>The result, in the unit that <see cref="What"/> names.</summary>
    public required double Value { get; init; }

    /// <summary>Its standard error, where one was estimated.</summary>
    public double? StandardError { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }
}
