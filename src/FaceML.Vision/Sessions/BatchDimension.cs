using System.Buffers.Binary;

namespace FaceML.Vision;

/// <summary>
/// Frees the batch dimension of an ONNX file that was exported with a batch of one: the first dimension of every graph
/// input and output becomes symbolic, and the leading 1 of constant Reshape shapes becomes 0, which stands for
/// "as the input has it" (ONNX operator Reshape, <c>allowzero = 0</c>). Works on the protobuf wire format of onnx.proto, nothing else changes.
/// </summary>
internal static class BatchDimension
{
    // Field numbers of onnx.proto.
    private const int ModelGraph = 7;
    private const int GraphNode = 1, GraphInitializer = 5, GraphInput = 11, GraphOutput = 12;
    private const int NodeInput = 1, NodeOperator = 4;
    private const int TensorDims = 1, TensorInt64 = 7, TensorName = 8, TensorRaw = 9;
    private const int ValueName = 1, ValueType = 2, TypeTensor = 1, TensorShape = 2, ShapeDimension = 1, DimensionValue = 1, DimensionName = 2;

    /// <summary>The same model with a free batch dimension.</summary>
    /// <exception cref="InvalidDataException">The bytes are not an ONNX model.</exception>
    internal static byte[] Free(byte[] model)
    {
        try
        {
            return Wire.Rewrite(model, (field, value) => field == ModelGraph ? FreeGraph(value) : null);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("The bytes are not an ONNX model.", e);
        }
    }

    private static byte[] FreeGraph(ReadOnlySpan<byte> graph)
    {
        HashSet<string> reshapes = [], constants = [];
        foreach ((int field, Range range) in Wire.Fields(graph))
        {
            if (field == GraphNode && ReshapeShape(graph[range]) is { } shape)
            {
                reshapes.Add(shape);
            }
            else if (field == GraphInitializer)
            {
                constants.Add(Wire.Text(graph[range], TensorName));
            }
        }

        return Wire.Rewrite(graph, (field, value) => field switch
        {
            // Old files list their initializers among the inputs too: those have no batch.
            GraphInput when !constants.Contains(Wire.Text(value, ValueName)) => FreeValue(value),
            GraphOutput => FreeValue(value),
            GraphInitializer when reshapes.Contains(Wire.Text(value, TensorName)) => FreeReshape(value),
            _ => null,
        });
    }

    private static string? ReshapeShape(ReadOnlySpan<byte> node)
    {
        if (Wire.Text(node, NodeOperator) != "Reshape")
        {
            return null;
        }

        List<string> inputs = [];
        foreach ((int field, Range range) in Wire.Fields(node))
        {
            if (field == NodeInput)
            {
                inputs.Add(System.Text.Encoding.UTF8.GetString(node[range]));
            }
        }

        return inputs.Count == 2 ? inputs[1] : null;
    }

    private static byte[] FreeValue(ReadOnlySpan<byte> value) =>
        Wire.Rewrite(value, (field, type) => field != ValueType ? null :
            Wire.Rewrite(type, (field, tensor) => field != TypeTensor ? null :
                Wire.Rewrite(tensor, (field, shape) => field != TensorShape ? null : FreeFirst(shape))));

    private static byte[] FreeFirst(ReadOnlySpan<byte> shape)
    {
        bool first = true;
        return Wire.Rewrite(shape, (field, dimension) =>
        {
            bool free = field == ShapeDimension && first && dimension.SequenceEqual((ReadOnlySpan<byte>)[DimensionValue << 3, 1]);
            first &= field != ShapeDimension;
            return free ? [(DimensionName << 3) | 2, 5, .. "batch"u8] : null;
        });
    }

    private static byte[] FreeReshape(ReadOnlySpan<byte> tensor)
    {
        byte[] copy = tensor.ToArray();
        foreach ((int field, Range range) in Wire.Fields(tensor))
        {
            Span<byte> value = copy.AsSpan()[range];
            if (field == TensorRaw && value.Length >= 8 && BinaryPrimitives.ReadInt64LittleEndian(value) == 1)
            {
                BinaryPrimitives.WriteInt64LittleEndian(value, 0);
            }
            else if (field == TensorInt64 && value.Length >= 1 && value[0] == 1)
            {
                value[0] = 0;
            }
        }

        return copy;
    }
}
