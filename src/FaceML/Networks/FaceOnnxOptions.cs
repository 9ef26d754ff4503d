using FaceML.Vision;

namespace FaceML.Networks;

/// <summary>Settings of <see cref="FaceOnnxEstimator"/>.</summary>
public sealed class FaceOnnxOptions
{
    /// <summary>The ONNX file.</summary>
    public required string File { get; set; }

    /// <summary>
    /// The columns that are added, each for the file's output of that name; see <see cref="OutputNames"/>. The default value is an empty list:
    /// all of the file's outputs, under their own names.
    /// </summary>
    public IReadOnlyList<string> OutputColumnNames { get; set; } = [];

    /// <summary>
    /// The columns that feed the file's inputs; see <see cref="InputNames"/>. The default value is an empty list: columns with the
    /// names of the file's inputs.
    /// </summary>
    public IReadOnlyList<string> InputColumnNames { get; set; } = [];

    /// <summary>The file's outputs, in the order of the output columns. The default value is an empty list: the same names.</summary>
    public IReadOnlyList<string> OutputNames { get; set; } = [];

    /// <summary>The file's inputs, in the order of the input columns. The default value is an empty list: the file's own order.</summary>
    public IReadOnlyList<string> InputNames { get; set; } = [];

    /// <summary>How many rows a cursor pulls before the network runs, 1 to 256. The default value is 32. A file whose batch dimension is fixed runs once a row.</summary>
    public int BlockSize { get; set; } = 32;

    /// <summary>How the network runs. The default value is null: the defaults of <see cref="NetworkOptions"/>. Not saved: it belongs to the machine.</summary>
    public NetworkOptions? Run { get; set; }
}
