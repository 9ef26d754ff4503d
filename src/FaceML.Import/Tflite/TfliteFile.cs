namespace FaceML.Import.Tflite;

/// <summary>
/// The parts of a TensorFlow Lite file that make its first graph. Field numbers are those of TensorFlow's schema.fbs (version 3): Model 1
/// operator codes, 2 subgraphs, 4 buffers; SubGraph 0 tensors, 1 inputs, 2 outputs, 3 operators; Tensor 0 shape, 1 type, 2 buffer, 3 name,
/// 4 quantization; Operator 0 code, 1 inputs, 2 outputs, 4 options.
/// </summary>
internal sealed class TfliteFile
{
    public const long MaxFileBytes = 512 << 20;
    private const int MaxParts = 65_536;
    private const int MaxRank = 6;
    private const int MaxOperands = 1024;
    private const int CustomOperator = 32;

    private TfliteFile(TfliteTensor[] tensors, TfliteOperator[] operators, int[] inputs, int[] outputs)
    {
        Tensors = tensors;
        Operators = operators;
        Inputs = inputs;
        Outputs = outputs;
    }

    public TfliteTensor[] Tensors { get; }

    public TfliteOperator[] Operators { get; }

    public int[] Inputs { get; }

    public int[] Outputs { get; }

    public static TfliteFile Read(byte[] bytes)
    {
        if (bytes.Length < 8 || !bytes.AsSpan(4, 4).SequenceEqual("TFL3"u8))
        {
            throw new ImportException("The file is not TensorFlow Lite: it has no 'TFL3' mark.");
        }

        FlatTable model = FlatTable.Root(bytes);
        (int Code, string Custom)[] codes = [.. model.Tables(1, MaxParts, "the operator codes").Select(Code)];
        ReadOnlyMemory<byte>[] buffers = [.. model.Tables(4, MaxParts, "the buffers").Select(b => b.Bytes(0, "a buffer"))];
        FlatTable[] graphs = model.Tables(2, MaxParts, "the graphs");
        if (graphs.Length != 1)
        {
            throw new ImportException($"The file holds {graphs.Length} graphs; one was expected.");
        }

        FlatTable graph = graphs[0];
        TfliteTensor[] tensors = [.. graph.Tables(0, MaxParts, "the tensors").Select((t, i) => Tensor(t, i, buffers))];
        TfliteOperator[] operators =
            [.. graph.Tables(3, MaxParts, "the operations").Select((o, i) => Operator(o, i, codes, tensors.Length))];
        return new(tensors, operators, Indices(graph, 1, "the graph's inputs", 0, tensors.Length),
            Indices(graph, 2, "the graph's outputs", 0, tensors.Length));
    }

    /// <summary>Old files keep the code in a byte, new ones in an integer behind it: the larger one is meant.</summary>
    private static (int Code, string Custom) Code(FlatTable code)
    {
        int number = Math.Max((int)code.Byte(0, 0), code.Int32(3, 0));
        string custom = code.Text(1, "an operator's name");
        return (number, number == CustomOperator && custom.Length == 0 ? "?" : custom);
    }

    private static TfliteTensor Tensor(FlatTable table, int index, ReadOnlyMemory<byte>[] buffers)
    {
        string what = $"tensor #{index}";
        int[] shape = table.Int32s(0, MaxRank, $"the shape of {what}");
        int buffer = table.Int32(2, 0);
        if (buffer < 0 || buffer >= buffers.Length || Array.Exists(shape, s => s < 0))
        {
            throw new ImportException(
                $"The TensorFlow Lite file is damaged: {what} has a negative dimension or reads buffer {buffer} of {buffers.Length}.");
        }

        FlatTable? q = table.Table(4, $"the quantization of {what}");
        float[] scales = q?.Floats(2, 1 << 20, $"the scales of {what}") ?? [];
        long[] zeros = q?.Int64s(3, 1 << 20, $"the zero points of {what}") ?? [];
        return new(index, table.Text(3, $"the name of {what}"), shape, (TfliteType)table.Byte(1, 0), buffers[buffer], scales, zeros,
            q?.Int32(6, 0) ?? 0);
    }

    private static TfliteOperator Operator(FlatTable table, int index, (int Code, string Custom)[] codes, int tensors)
    {
        string what = $"operation #{index}";
        int code = table.Int32(0, 0);
        if (code < 0 || code >= codes.Length)
        {
            throw new ImportException($"The TensorFlow Lite file is damaged: {what} uses operator code {code} of {codes.Length}.");
        }

        int[] inputs = Indices(table, 1, $"the inputs of {what}", -1, tensors), outputs =
            Indices(table, 2, $"the outputs of {what}", 0, tensors);
        return new(index, (TfliteOperatorCode)codes[code].Code, codes[code].Custom, inputs, outputs,
            table.Table(4, $"the options of {what}"));
    }

    private static int[] Indices(FlatTable table, int field, string what, int least, int tensors)
    {
        int[] indices = table.Int32s(field, MaxOperands, what);
        return Array.TrueForAll(indices, i => i >= least && i < tensors)
            ? indices
            : throw new ImportException($"The TensorFlow Lite file is damaged: {what} name a tensor outside 0 … {tensors - 1}.");
    }
}
