namespace FaceML.Import.Tests.Tflite;

/// <summary>Builds TensorFlow Lite files of a few operations.</summary>
internal sealed class TinyTflite
{
    private readonly List<FlatNode> tensors = [];
    private readonly List<FlatNode> buffers = [new()];
    private readonly List<FlatNode> operators = [];
    private readonly List<int> codes = [];

    /// <summary>A value that is given or computed.</summary>
    public int Value(int[] shape, byte type = 0) => Tensor(shape, type, null);

    public int Floats(int[] shape, params float[] values) => Tensor(shape, 0, [.. values.SelectMany(BitConverter.GetBytes)]);

    public int Ints(params int[] values) => Tensor([values.Length], 2, [.. values.SelectMany(BitConverter.GetBytes)]);

    public int Halves(int[] shape, params Half[] values) => Tensor(shape, 1, [.. values.SelectMany(BitConverter.GetBytes)]);

    /// <summary>A constant of signed bytes: scale · (value − zero point), the scales along a dimension where there are several.</summary>
    public int Bytes(int[] shape, sbyte[] values, float[] scales, long[] zeros, int dimension = 0) =>
        Tensor(shape, 9, [.. values.Select(v => (byte)v)], new FlatNode().Set(2, scales).Set(3, zeros).Set(6, dimension));

    public void Operation(int code, int[] inputs, int output, FlatNode? options = null)
    {
        if (!codes.Contains(code))
        {
            codes.Add(code);
        }

        operators.Add(new FlatNode().Set(0, codes.IndexOf(code)).Set(1, inputs).Set(2, new[] { output }).Set(4, options));
    }

    public byte[] Build(int[] inputs, int[] outputs)
    {
        FlatNode graph = new FlatNode().Set(0, tensors.ToArray()).Set(1, inputs).Set(2, outputs).Set(3, operators.ToArray());

        // Codes below 127 are written as old converters do, in the byte; the others in the integer.
        FlatNode[] operatorCodes =
            [.. codes.Select(c => c < 127 ? new FlatNode().Set(0, (byte)c) : new FlatNode().Set(0, (byte)127).Set(3, c))];
        return new FlatNode().Set(0, 3).Set(1, operatorCodes).Set(2, new[] { graph }).Set(4, buffers.ToArray()).ToBuffer("TFL3");
    }

    private int Tensor(int[] shape, byte type, byte[]? data, FlatNode? quantization = null)
    {
        if (data is not null)
        {
            buffers.Add(new FlatNode().Set(0, data));
        }

        tensors.Add(new FlatNode().Set(
            0, shape).Set(1, type).Set(2, data is null ? 0 : buffers.Count - 1).Set(3, $"t{tensors.Count}").Set(4, quantization));
        return tensors.Count - 1;
    }
}
