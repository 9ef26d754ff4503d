using System.Buffers.Binary;

namespace FaceML.Import.Tflite;

/// <summary>
/// Constants as numbers: halves widened, quantized weights restored as scale · (value − zero point), per tensor or per channel.
/// </summary>
internal static class TfliteConstants
{
    private const long MaxElements = 1L << 28;

    public static float[] Floats(TfliteTensor tensor)
    {
        ReadOnlySpan<byte> data = Data(tensor);
        var values = new float[Count(tensor)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = tensor.Type switch
            {
                TfliteType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(data[(i * 4)..]),
                TfliteType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(data[(i * 2)..]),
                _ => Integer(tensor.Type, data, i),
            };
        }

        return tensor.Scales.Length > 0 && tensor.Type is not (TfliteType.Float32 or TfliteType.Float16) ? Restore(tensor, values) : values;
    }

    public static long[] Integers(TfliteTensor tensor)
    {
        if (tensor.Type is not (
            TfliteType.Int32 or TfliteType.Int64 or TfliteType.Int16 or TfliteType.Int8 or TfliteType.UInt8 or TfliteType.Boolean))
        {
            throw new ImportException($"{tensor} should hold integers.");
        }

        var values = new long[Count(tensor)];
        ReadOnlySpan<byte> data = Data(tensor);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Integer(tensor.Type, data, i);
        }

        return values;
    }

    private static float[] Restore(TfliteTensor tensor, float[] values)
    {
        bool perChannel = tensor.Scales.Length > 1;
        int axis = tensor.QuantizedDimension;
        if ((perChannel && (axis < 0 || axis >= tensor.Rank || tensor.Shape[axis] != tensor.Scales.Length))
            || (tensor.ZeroPoints.Length > 0 && tensor.ZeroPoints.Length != tensor.Scales.Length))
        {
            throw new ImportException(
                $"{tensor} has {tensor.Scales.Length} scales and {tensor.ZeroPoints.Length} zero points along dimension {axis}, which do "
                    + $"not fit.");
        }

        int inner = 1;
        for (int i = axis + 1; perChannel && i < tensor.Rank; i++)
        {
            inner *= tensor.Shape[i];
        }

        for (int i = 0; i < values.Length; i++)
        {
            int channel = perChannel ? i / inner % tensor.Scales.Length : 0;
            values[i] = (values[i] - (tensor.ZeroPoints.Length > 0 ? tensor.ZeroPoints[channel] : 0)) * tensor.Scales[channel];
        }

        return values;
    }

    private static long Integer(TfliteType type, ReadOnlySpan<byte> data, int index) => type switch
    {
        TfliteType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(data[(index * 4)..]),
        TfliteType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(data[(index * 8)..]),
        TfliteType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(data[(index * 2)..]),
        TfliteType.Int8 => (sbyte)data[index],
        _ => data[index],
    };

    private static int Count(TfliteTensor tensor)
    {
        long count = 1;
        foreach (int size in tensor.Shape)
        {
            // Each factor is below 2³¹ and the running product below 2²⁸: no overflow.
            count *= size;
            if (count > MaxElements)
            {
                throw new ImportException($"{tensor} has more than {MaxElements} elements.");
            }
        }

        return (int)count;
    }

    private static ReadOnlySpan<byte> Data(TfliteTensor tensor)
    {
        int size = tensor.Type switch
        {
            TfliteType.Float32 or TfliteType.Int32 => 4,
            TfliteType.Float16 or TfliteType.Int16 => 2,
            TfliteType.UInt8 or TfliteType.Int8 or TfliteType.Boolean => 1,
            TfliteType.Int64 => 8,
            _ => throw new ImportException($"{tensor} is of a type that is not imported."),
        };
        long wanted = (long)Count(tensor) * size;
        return tensor.Data.Length == wanted
            ? tensor.Data.Span
            : throw new ImportException($"{tensor} needs {wanted} bytes of data; {tensor.Data.Length} came.");
    }
}
