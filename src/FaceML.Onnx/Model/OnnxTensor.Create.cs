using System.Runtime.InteropServices;

namespace FaceML.Onnx;

public sealed partial class OnnxTensor
{
    /// <summary>A tensor of single-precision numbers. The values are copied.</summary>
    /// <exception cref="ArgumentException">The number of values is not the product of the dimensions, or a dimension is
    /// negative.</exception>
    public static OnnxTensor OfFloats(string name, ReadOnlySpan<long> dimensions, ReadOnlySpan<float> values) =>
        Make(name, OnnxElementType.Float32, dimensions, values);

    /// <summary>A tensor of 64-bit integers. The values are copied.</summary>
    /// <exception cref="ArgumentException">The number of values is not the product of the dimensions, or a dimension is
    /// negative.</exception>
    public static OnnxTensor OfInt64s(string name, ReadOnlySpan<long> dimensions, ReadOnlySpan<long> values) =>
        Make(name, OnnxElementType.Int64, dimensions, values);

    /// <summary>A tensor of 32-bit integers. The values are copied.</summary>
    /// <exception cref="ArgumentException">The number of values is not the product of the dimensions, or a dimension is
    /// negative.</exception>
    public static OnnxTensor OfInt32s(string name, ReadOnlySpan<long> dimensions, ReadOnlySpan<int> values) =>
        Make(name, OnnxElementType.Int32, dimensions, values);

    /// <summary>A tensor of double-precision numbers. The values are copied.</summary>
    /// <exception cref="ArgumentException">The number of values is not the product of the dimensions, or a dimension is
    /// negative.</exception>
    public static OnnxTensor OfDoubles(string name, ReadOnlySpan<long> dimensions, ReadOnlySpan<double> values) =>
        Make(name, OnnxElementType.Float64, dimensions, values);

    /// <summary>A tensor of bytes, for any type with a fixed size, little-endian. The values are copied.</summary>
    /// <exception cref="ArgumentException">The number of bytes is not what the type and the dimensions ask for, or a dimension is
    /// negative.</exception>
    public static OnnxTensor OfBytes(string name, OnnxElementType elementType, ReadOnlySpan<long> dimensions, ReadOnlySpan<byte> values)
    {
        int size = elementType.SizeInBytes();
        if (size == 0)
        {
            throw new ArgumentException($"{elementType} elements have no fixed size.", nameof(elementType));
        }

        CheckCount(name, dimensions, values.Length, size, "bytes");
        return new(name, elementType, dimensions.ToArray(), values.ToArray(), []);
    }

    /// <summary>A tensor of texts. The values are copied.</summary>
    /// <exception cref="ArgumentException">The number of values is not the product of the dimensions, or a dimension is
    /// negative.</exception>
    public static OnnxTensor OfTexts(string name, ReadOnlySpan<long> dimensions, ReadOnlySpan<string> values)
    {
        CheckCount(name, dimensions, values.Length, 1, "texts");
        return new(name, OnnxElementType.Text, dimensions.ToArray(), [], values.ToArray());
    }

    /// <summary>A copy that shares nothing with this tensor.</summary>
    public OnnxTensor Clone() => new(Name, ElementType, [.. Dimensions], [.. data], [.. texts]);

    /// <summary>A copy of the values with other dimensions.</summary>
    /// <exception cref="ArgumentException">The dimensions' product is not the element count.</exception>
    public OnnxTensor Reshape(params ReadOnlySpan<long> dimensions)
    {
        CheckCount(Name, dimensions, ElementCount, 1, "elements");
        return new(Name, ElementType, dimensions.ToArray(), [.. data], [.. texts]);
    }

    private static OnnxTensor Make<T>(string name, OnnxElementType type, ReadOnlySpan<long> dimensions, ReadOnlySpan<T> values)
        where T : struct
    {
        CheckCount(name, dimensions, values.Length, 1, "values");
        return new(name, type, dimensions.ToArray(), MemoryMarshal.AsBytes(values).ToArray(), []);
    }

    private static void CheckCount(string name, ReadOnlySpan<long> dimensions, long came, int perElement, string unit)
    {
        ArgumentNullException.ThrowIfNull(name);
        long elements;
        try
        {
            elements = Sizes.Product(dimensions, $"Tensor '{name}'");
        }
        catch (OnnxFormatException error)
        {
            throw new ArgumentException(error.Message, nameof(dimensions), error);
        }

        if (elements > Array.MaxLength || elements * perElement != came)
        {
            throw new ArgumentException(
                $"Tensor '{name}' of {string.Join('×', dimensions.ToArray())} needs {elements}×{perElement} {unit}; {came} came.",
                nameof(dimensions));
        }
    }
}
