namespace FaceML.Recognition;

/// <summary>A network with eight-bit integers, and how it compares with the one that it was made from.</summary>
/// <remarks>Immutable, safe to share.</remarks>
public sealed class QuantizedNetwork
{
    internal QuantizedNetwork(NetworkCard card, byte[] file, IReadOnlyList<string> left, IReadOnlyList<double> cosines)
    {
        Card = card;
        File = file;
        Left = left;
        Cosines = [.. cosines.Order()];
    }

    /// <summary>Its card; the lineage says from which network and images it was made.</summary>
    public NetworkCard Card { get; }

    /// <summary>Its ONNX file.</summary>
    public ReadOnlyMemory<byte> File { get; }

    /// <summary>The layers that stayed in single precision because of their error, by the name of their first output.</summary>
    public IReadOnlyList<string> Left { get; }

    /// <summary>
    /// The cosines between the two networks' embeddings of the faces that were held back, the smallest first.
    /// </summary>
    public IReadOnlyList<double> Cosines { get; }

    /// <summary>The median of <see cref="Cosines"/>.</summary>
    public double MedianCosine => Cosines[Cosines.Count / 2];

    /// <summary>The median time of one face in milliseconds on one thread: the float network's, measured in turns with the other.</summary>
    public double FloatMilliseconds { get; internal init; }

    /// <summary>The quantized network's median time of one face in milliseconds on one thread.</summary>
    public double IntegerMilliseconds { get; internal init; }

    /// <summary>Whether the quantized network was the faster one on this machine.</summary>
    public bool IsFaster => IntegerMilliseconds < FloatMilliseconds;

    /// <summary>Writes the ONNX file, and the card beside it as <c>.json</c>.</summary>
    /// <param name="path">The ONNX file, ending in <c>.onnx</c>.</param>
    /// <exception cref="ArgumentException">The name does not end in <c>.onnx</c>.</exception>
    /// <exception cref="IOException">One of the two files exists, or the folder cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!path.EndsWith(".onnx", StringComparison.Ordinal))
        {
            throw new ArgumentException($"The file's name must end in .onnx; it is {path}.", nameof(path));
        }

        NetworkWriter.Write(Card, File.Span, path, replace: false);
    }
}
