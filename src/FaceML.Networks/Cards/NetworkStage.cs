namespace FaceML.Networks;

/// <summary>A further network of a cascade: a file of its own beside the first, with its own inputs and outputs.</summary>
public sealed record NetworkStage
{
    /// <summary>The file's name, without any folder: it lies beside the card.</summary>
    public required string File { get; init; }

    /// <summary>The SHA-256 of the file, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file's length, 1 to 2³¹ − 1.</summary>
    public required long Bytes { get; init; }

    /// <summary>The inputs: exactly one.</summary>
    public required IReadOnlyList<NetworkInput> Inputs { get; init; }

    /// <summary>The outputs that the family reads.</summary>
    public required IReadOnlyList<NetworkOutput> Outputs { get; init; }
}
