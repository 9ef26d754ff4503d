namespace FaceML.Import;

/// <summary>How a TensorFlow Lite network is imported. Immutable.</summary>
internal sealed record TfliteImportOptions
{
    /// <summary>The options used where none are given.</summary>
    public static TfliteImportOptions Default { get; } = new();

    /// <summary>
    /// Whether the first dimension of inputs and outputs becomes the symbol "N", whatever the file declares. The default value is true.
    /// </summary>
    public bool DynamicBatch { get; init; } = true;

    /// <summary>
    /// Whether rows and columns of the inputs become symbols ("H", "W"). The default value is null: they do where the network is fully
    /// convolutional, that is, where every output has rows and columns of its own.
    /// </summary>
    public bool? DynamicSize { get; init; }
}
