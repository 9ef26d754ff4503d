using System.Globalization;
using System.Runtime.InteropServices;

namespace FaceML.Onnx;

public sealed partial class OnnxTensor
{
    /// <summary>The values converted to single precision, in a new array; booleans are 0 and 1.</summary>
    /// <exception cref="OnnxFormatException">The tensor holds texts.</exception>
    public float[] ToFloats() => ElementType switch
    {
        OnnxElementType.Float32 => Floats.ToArray(),
        OnnxElementType.Float64 => Convert<double, float>(v => (float)v),
        OnnxElementType.Float16 => Convert<Half, float>(v => (float)v),
        OnnxElementType.BFloat16 => Convert<ushort, float>(v => BitConverter.UInt32BitsToSingle((uint)v << 16)),
        OnnxElementType.UInt64 => Convert<ulong, float>(v => v),
        _ => Array.ConvertAll(ToInt64s(), v => (float)v),
    };

    /// <summary>The values of an integer or boolean tensor as 64-bit integers, in a new array.</summary>
    /// <exception cref="OnnxFormatException">The tensor does not hold integers, or one is above 2⁶³ − 1.</exception>
    public long[] ToInt64s() => ElementType switch
    {
        OnnxElementType.Int64 => Int64s.ToArray(),
        OnnxElementType.Int32 => Convert<int, long>(v => v),
        OnnxElementType.Int16 => Convert<short, long>(v => v),
        OnnxElementType.Int8 => Convert<sbyte, long>(v => v),
        OnnxElementType.UInt8 => Convert<byte, long>(v => v),
        OnnxElementType.UInt16 => Convert<ushort, long>(v => v),
        OnnxElementType.UInt32 => Convert<uint, long>(v => v),
        OnnxElementType.Boolean => Convert<byte, long>(v => v == 0 ? 0 : 1),
        OnnxElementType.UInt64 => Convert<ulong, long>(v => v <= long.MaxValue
            ? (long)v
            : throw new OnnxFormatException(
                string.Create(CultureInfo.InvariantCulture, $"Tensor '{Name}' holds {v}, more than a signed 64-bit integer can."))),
        _ => throw new OnnxFormatException($"Tensor '{Name}' holds {ElementType} elements where integers were expected."),
    };

    private TTo[] Convert<TFrom, TTo>(Func<TFrom, TTo> convert)
        where TFrom : struct
    {
        ReadOnlySpan<TFrom> from = MemoryMarshal.Cast<byte, TFrom>(data);
        var to = new TTo[from.Length];
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = convert(from[i]);
        }

        return to;
    }
}
