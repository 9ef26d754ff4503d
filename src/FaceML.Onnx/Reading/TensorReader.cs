using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FaceML.Onnx.Proto;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace FaceML.Onnx.Reading;

/// <summary>Tensors out of the file: whichever field holds the values, their number must be the one that the dimensions state.</summary>
internal sealed class TensorReader(OnnxReadOptions options)
{
    private long externalBytes;

    /// <param name="proto">The tensor.</param>
    /// <param name="whose">How errors name it.</param>
    public OnnxTensor Read(TensorProto proto, string whose)
    {
        long[] dimensions = [.. proto.Dims];
        long elements = Sizes.Product(dimensions, $"Tensor '{whose}'");
        long limit = Math.Min(options.MaxTensorElements, Array.MaxLength);
        if (elements > limit)
        {
            throw new OnnxFormatException(
                $"Tensor '{whose}' has {elements} elements; the limit is {limit} (OnnxReadOptions.MaxTensorElements).");
        }

        var type = (OnnxElementType)proto.DataType;
        if (type == OnnxElementType.Text)
        {
            Expect(whose, type, elements, proto.StringData.Count);
            return new(proto.Name, type, dimensions, [], [.. proto.StringData.Select(s => s.ToStringUtf8())]);
        }

        if (type.SizeInBytes() == 0)
        {
            throw new OnnxFormatException($"Tensor '{whose}' is of element type {proto.DataType}, which FaceML does not read.");
        }

        byte[] data = proto.DataLocation == TensorProto.Types.DataLocation.External
            ? External(proto, whose, elements * type.SizeInBytes())
            : proto.HasRawData ? Raw(proto, type, whose, elements) : Typed(proto, type, whose, elements);
        return new(proto.Name, type, dimensions, data, []);
    }

    /// <summary>Many tensors may point to one place of a file: what they read in all is limited as if it were in the model.</summary>
    private byte[] External(TensorProto proto, string whose, long bytes)
    {
        externalBytes += bytes;
        return options.ExternalDataFolder is null || externalBytes <= options.MaxFileBytes
            ? ExternalData.Read(proto, whose, bytes, options)
            : throw new OnnxFormatException(
                $"The tensors up to '{whose}' have {externalBytes} bytes of external data; the limit is {options.MaxFileBytes} "
                    + $"(OnnxReadOptions.MaxFileBytes).");
    }

    private static byte[] Raw(TensorProto proto, OnnxElementType type, string whose, long elements)
    {
        if (proto.RawData.Length != elements * type.SizeInBytes())
        {
            throw new OnnxFormatException(
                $"Tensor '{whose}' has {elements} {type} elements, {elements * type.SizeInBytes()} bytes; {proto.RawData.Length} came.");
        }

        return proto.RawData.ToByteArray();
    }

    private static byte[] Typed(TensorProto proto, OnnxElementType type, string whose, long elements)
    {
        switch (type)
        {
            case OnnxElementType.Float32:
                return Bytes(proto.FloatData, type, whose, elements);
            case OnnxElementType.Float64:
                return Bytes(proto.DoubleData, type, whose, elements);
            case OnnxElementType.Int64:
                return Bytes(proto.Int64Data, type, whose, elements);
            case OnnxElementType.Int32:
                return Bytes(proto.Int32Data, type, whose, elements);
            case OnnxElementType.UInt64:
                return Bytes(proto.Uint64Data, type, whose, elements);
            case OnnxElementType.UInt32:
                Expect(whose, type, elements, proto.Uint64Data.Count);
                return Narrow([.. proto.Uint64Data.Select(v => v <= uint.MaxValue ? (long)v : -1)], 0, uint.MaxValue, type, whose);
            default:
                // The specification keeps all smaller types, halves as their bits, one in an int32.
                Expect(whose, type, elements, proto.Int32Data.Count);
                (long low, long high) = type switch
                {
                    OnnxElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
                    OnnxElementType.UInt8 => (0L, byte.MaxValue),
                    OnnxElementType.Boolean => (0L, 1L),
                    OnnxElementType.Int16 => (short.MinValue, short.MaxValue),
                    _ => (0L, (long)ushort.MaxValue),
                };
                return Narrow([.. proto.Int32Data.Select(v => (long)v)], low, high, type, whose);
        }
    }

    private static byte[] Narrow(long[] values, long low, long high, OnnxElementType type, string whose)
    {
        int size = type.SizeInBytes();
        var bytes = new byte[values.Length * size];
        Span<byte> word = stackalloc byte[sizeof(long)];
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < low || values[i] > high)
            {
                throw new OnnxFormatException($"Tensor '{whose}' holds a value outside the range of {type} at index {i}.");
            }

            BinaryPrimitives.WriteInt64LittleEndian(word, values[i]);
            word[..size].CopyTo(bytes.AsSpan(i * size));
        }

        return bytes;
    }

    private static byte[] Bytes<T>(RepeatedField<T> values, OnnxElementType type, string whose, long elements)
        where T : struct
    {
        Expect(whose, type, elements, values.Count);
        return MemoryMarshal.AsBytes<T>(values.ToArray()).ToArray();
    }

    private static void Expect(string whose, OnnxElementType type, long elements, int came)
    {
        if (came != elements)
        {
            throw new OnnxFormatException($"Tensor '{whose}' has {elements} {type} elements; {came} came.");
        }
    }
}
