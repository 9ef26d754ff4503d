namespace FaceML.Networks;

/// <summary>Where a network's file comes from.</summary>
public sealed record NetworkSource
{
    /// <summary>The registry's kind, for example <c>npm</c>.</summary>
    public required string Registry { get; init; }

    /// <summary>The package's name.</summary>
    public required string Package { get; init; }

    /// <summary>The package's version.</summary>
    public required string Version { get; init; }

    /// <summary>The file's path inside the package.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// Where the inputs, the outputs and what is done to images were seen stated, for a file that was not at hand when its card was
    /// written; null where the card was checked against the file itself.
    /// </summary>
    public string? Facts { get; init; }
}
