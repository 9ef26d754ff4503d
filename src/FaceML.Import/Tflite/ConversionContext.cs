namespace FaceML.Import.Tflite;

/// <summary>What the operators' converters share: the graph being built and where each tensor of the file is in it.</summary>
internal sealed class ConversionContext(TfliteFile file, GraphBuilder graph, bool dynamicSize)
{
    // A constant is written once for every operation that reads it: a small file may not ask for more than this in all.
    private const long MaxConstantElements = 1L << 28;
    private long constantElements;
    private readonly Dictionary<int, Value> values = [];
    private readonly Dictionary<int, int> aliases = [];
    private readonly Dictionary<(string, Layout), Value> turned = [];

    public GraphBuilder Graph => graph;

    /// <summary>Whether rows and columns are symbols, so that no padding may be computed from them.</summary>
    public bool DynamicSize => dynamicSize;

    public TfliteTensor Tensor(int index) => file.Tensors[aliases.GetValueOrDefault(index, index)];

    /// <summary>The tensor of an operation's input, which has to be there.</summary>
    public TfliteTensor Input(TfliteOperator op, int index) =>
        index < op.Inputs.Length && op.Inputs[index] >= 0
            ? Tensor(op.Inputs[index])
            : throw new ImportException($"{op} has no input {index}.");

    public static bool HasInput(TfliteOperator op, int index) => index < op.Inputs.Length && op.Inputs[index] >= 0;

    public TfliteTensor Output(TfliteOperator op) =>
        op.Outputs.Length == 1 ? file.Tensors[op.Outputs[0]] : throw new ImportException(
            $"{op} has {op.Outputs.Length} outputs; one was expected.");

    /// <summary>An input that has to be a constant.</summary>
    public TfliteTensor Constant(TfliteOperator op, int index) =>
        Input(op, index) is { IsConstant: true } tensor
            ? tensor
            : throw new ImportException($"{op} should have a constant as input {index}; {Input(op, index)} is computed.");

    /// <summary>An input of integers, such as axes, that has to be a constant.</summary>
    public long[] Integers(TfliteOperator op, int index) => TfliteConstants.Integers(Constant(op, index));

    /// <summary>An input as a value of the graph, in the layout it has.</summary>
    public Value Get(TfliteOperator op, int index)
    {
        TfliteTensor tensor = Input(op, index);
        return values.TryGetValue(tensor.Index, out Value? value) ? value
            : tensor.IsConstant ? new(Initializer(tensor), tensor.Shape, Layout.ChannelsLast)
            : throw new ImportException($"{op} reads {tensor} before anything makes it.");
    }

    public bool IsMade(TfliteOperator op, int index) => values.ContainsKey(Input(op, index).Index);

    public Value First(Value value)
    {
        if (value.IsFirst)
        {
            return value;
        }

        return value.Rank == 4 ? Turn(value, Layout.ChannelsFirst, [0, 3, 1, 2]) : throw new ImportException(
            $"The value '{value.Name}' should have four dimensions; it has {value.Rank}.");
    }

    public Value Last(Value value) => value.IsFirst ? Turn(value, Layout.ChannelsLast, [0, 2, 3, 1]) : value;

    /// <summary>A constant brought to four dimensions and into N×C×H×W, to be broadcast against such a value.</summary>
    public string FirstConstant(TfliteTensor tensor)
    {
        int[] s = [.. Enumerable.Repeat(1, Math.Max(0, 4 - tensor.Rank)), .. tensor.Shape];
        return s.Length == 4
            ? graph.Floats(NameOf(tensor), [s[0], s[3], s[1], s[2]], Permutation.ChannelsFirst(Floats(tensor), s))
            : throw new ImportException($"{tensor} has more than four dimensions.");
    }

    public string Initializer(TfliteTensor tensor) =>
        graph.Floats(NameOf(tensor), [.. tensor.Shape.Select(d => (long)d)], Floats(tensor));

    /// <summary>A constant's numbers.</summary>
    public float[] Floats(TfliteTensor tensor)
    {
        float[] numbers = TfliteConstants.Floats(tensor);
        constantElements += numbers.Length;
        return constantElements <= MaxConstantElements
            ? numbers
            : throw new ImportException($"The operations read more than {MaxConstantElements} constant numbers in all.");
    }

    public static string NameOf(TfliteTensor tensor) => tensor.Name.Length > 0 ? tensor.Name : $"tensor_{tensor.Index}";

    /// <summary>The values made so far, by tensor.</summary>
    public IReadOnlyDictionary<int, Value> Values => values;

    public void Set(int tensor, string name, Layout layout)
    {
        if (layout == Layout.ChannelsFirst && file.Tensors[tensor].Rank != 4)
        {
            throw new ImportException($"{file.Tensors[tensor]} should have four dimensions.");
        }

        if (!values.TryAdd(tensor, new(name, file.Tensors[tensor].Shape, layout)))
        {
            throw new ImportException($"{file.Tensors[tensor]} is made twice.");
        }
    }

    /// <summary>Sets an operation's output, after the activation function that is fused into the operation.</summary>
    public void Set(TfliteOperator op, string name, Layout layout, int activation = 0)
    {
        TfliteTensor output = Output(op);
        if (output.Type is not (TfliteType.Float32 or TfliteType.Int32 or TfliteType.Int64 or TfliteType.Boolean))
        {
            throw new ImportException($"{op} makes {output}: networks that compute with quantized numbers are not imported.");
        }

        Set(output.Index, Activations.Apply(graph, op, activation, name), layout);
    }

    /// <summary>Lets one tensor stand for another, constant one.</summary>
    public void Alias(int tensor, TfliteTensor constant) => aliases[tensor] = constant.Index;

    public Value Made(int tensor) => values.TryGetValue(tensor, out Value? value)
        ? value
        : throw new ImportException($"Nothing makes the output {file.Tensors[tensor]}.");

    private Value Turn(Value value, Layout layout, long[] order)
    {
        if (!turned.TryGetValue((value.Name, layout), out Value? result))
        {
            turned[(value.Name, layout)] = result = value with { Name = graph.Transpose(value.Name, order), Layout = layout };
        }

        return result;
    }
}
