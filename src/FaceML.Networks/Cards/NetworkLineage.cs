namespace FaceML.Networks;

/// <summary>How a network came from another one, by training or quantization, or from nothing.</summary>
public sealed record NetworkLineage
{
    /// <summary>The name of the network that it was made from; null for random weights.</summary>
    public string? Parent { get; init; }

    /// <summary>The SHA-256 of that network's file, 64 lower-case hexadecimal digits; null for random weights.</summary>
    public string? ParentSha256 { get; init; }

    /// <summary>
    /// What it was trained on: how many images of how many people, how many more chose the epoch. For quantization: how many faces gave the
    /// ranges.
    /// </summary>
    public required string Data { get; init; }

    /// <summary>How: loss, teacher, epochs, seed; or what was quantized.</summary>
    public required string Method { get; init; }
}
