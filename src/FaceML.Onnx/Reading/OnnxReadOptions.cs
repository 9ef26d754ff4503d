namespace FaceML.Onnx;

/// <summary>What a file may ask of the reader. Immutable; the defaults fit every published face network.</summary>
public sealed record OnnxReadOptions
{
    /// <summary>The limits used where none are given.</summary>
    public static OnnxReadOptions Default { get; } = new();

    /// <summary>The largest file, in bytes. The default value is 1 GiB.</summary>
    public long MaxFileBytes { get; init; } = 1L << 30;

    /// <summary>The most elements a tensor may have. The default value is 2²⁸.</summary>
    public long MaxTensorElements { get; init; } = 1L << 28;

    /// <summary>The most nodes a graph may have, those inside control flow included. The default value is 100,000.</summary>
    public int MaxNodes { get; init; } = 100_000;

    /// <summary>
    /// The most records of all kinds (nodes, attributes, tensors, dimensions …) in a file. The default value is 1,000,000.
    /// </summary>
    public int MaxRecords { get; init; } = 1_000_000;

    /// <summary>How deep control flow may be nested. The default value is 8 graphs.</summary>
    public int MaxGraphDepth { get; init; } = 8;

    /// <summary>
    /// The folder from which tensors that keep their data in other files may read it. The default value is null: such tensors are refused.
    /// A path that leaves the folder is refused in any case.
    /// </summary>
    public string? ExternalDataFolder { get; init; }
}
