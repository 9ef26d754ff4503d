using System.Runtime.InteropServices;

namespace FaceML.Onnx;

/// <summary>
/// A tensor of known values: an initializer or a constant. The values lie row-major (the last dimension runs fastest) in one buffer,
/// little-endian; <see cref="Floats"/> and its sisters are views of that buffer, and what is written to them is in the tensor.
/// The element count always matches the dimensions. Not safe to change from several threads.
/// </summary>
public sealed partial class OnnxTensor
{
    private readonly byte[] data;
    private readonly string[] texts;

    internal OnnxTensor(string name, OnnxElementType elementType, long[] dimensions, byte[] data, string[] texts)
    {
        Name = name;
        ElementType = elementType;
        Dimensions = dimensions;
        this.data = data;
        this.texts = texts;
        ElementCount = Sizes.Product(dimensions, $"Tensor '{name}'");
    }

    /// <summary>The tensor's name; empty for a constant inside an attribute.</summary>
    public string Name { get; set; }

    /// <summary>The type of its elements.</summary>
    public OnnxElementType ElementType { get; }

    /// <summary>Its dimensions; none for a scalar.</summary>
    public IReadOnlyList<long> Dimensions { get; }

    /// <summary>The number of its elements, the product of its dimensions.</summary>
    public long ElementCount { get; }

    /// <summary>Its dimensions as a shape.</summary>
    public OnnxShape Shape => OnnxShape.Of(Dimensions);

    /// <summary>The values' bytes, little-endian; empty for texts.</summary>
    public Memory<byte> Bytes => data;

    /// <summary>The values of a <see cref="OnnxElementType.Float32"/> tensor, to read and to write.</summary>
    /// <exception cref="InvalidOperationException">The tensor holds another type.</exception>
    public Span<float> Floats => View<float>(OnnxElementType.Float32);

    /// <summary>The values of a <see cref="OnnxElementType.Int64"/> tensor, to read and to write.</summary>
    /// <exception cref="InvalidOperationException">The tensor holds another type.</exception>
    public Span<long> Int64s => View<long>(OnnxElementType.Int64);

    /// <summary>The values of a <see cref="OnnxElementType.Int32"/> tensor, to read and to write.</summary>
    /// <exception cref="InvalidOperationException">The tensor holds another type.</exception>
    public Span<int> Int32s => View<int>(OnnxElementType.Int32);

    /// <summary>The values of a <see cref="OnnxElementType.Float64"/> tensor, to read and to write.</summary>
    /// <exception cref="InvalidOperationException">The tensor holds another type.</exception>
    public Span<double> Doubles => View<double>(OnnxElementType.Float64);

    /// <summary>The values of a <see cref="OnnxElementType.Text"/> tensor; empty for any other.</summary>
    public IReadOnlyList<string> Texts => texts;

    /// <summary>For example "conv1.weight: Float32 64×3×3×3".</summary>
    public override string ToString() => $"{Name}: {ElementType} {Shape}";

    private Span<T> View<T>(OnnxElementType wanted)
        where T : struct =>
        ElementType == wanted
            ? MemoryMarshal.Cast<byte, T>(data.AsSpan())
            : throw new InvalidOperationException($"Tensor '{Name}' holds {ElementType} elements, not {wanted}.");
}
