namespace FaceML.Onnx;

/// <summary>Reads backward how pairs of numbers, the last of a value's three dimensions, were made of other values and constants.</summary>
internal sealed class PairReader(OnnxGraph graph)
{
    private readonly GraphIndex index = new(graph);

    /// <summary>The standard node that makes a value, or null.</summary>
    public OnnxNode? Make(string value) => index.Producer(value) is { IsStandard: true } node ? node : null;

    /// <summary>Whether a node joins two values along the last dimension.</summary>
    public static bool Joins(OnnxNode node) => node is { OpType: "Concat", IsStandard: true, Inputs.Count: 2 }
        && node.Attributes.Integer("axis", 0) is 2 or -1;

    /// <summary>What a value is where it is one of two pairs that were joined and taken apart again, else the value itself.</summary>
    public string Part(string value) =>
        Slice(value) is (var whole, var start) && Make(whole) is { } join && Joins(join) ? join.Inputs[start / 2] : value;

    /// <summary>Of what a value is the half, or null.</summary>
    public string? Half(string value) => Make(value) switch
    {
        { OpType: "Div" } node when Constant(node.Inputs[1]) is [2] => Part(node.Inputs[0]),
        { OpType: "Mul" } node when Constant(node.Inputs[1]) is [0.5f] => Part(node.Inputs[0]),
        _ => null,
    };

    /// <summary>A value that was multiplied by constants, one after another, and those in that order.</summary>
    public (string Value, IReadOnlyList<float[]> Factors) Scaled(string value)
    {
        List<float[]> factors = [];
        while (Make(value) is { OpType: "Mul" } node && Constant(node.Inputs[1]) is { } constant)
        {
            factors.Insert(0, constant);
            value = node.Inputs[0];
        }

        return (value, factors);
    }

    /// <summary>A value to which a constant was added, and that constant.</summary>
    public (string Value, float[] Added)? Shifted(string value) =>
        Make(value) is { OpType: "Add" } node && Constant(node.Inputs[1]) is { } constant ? (node.Inputs[0], constant) : null;

    /// <summary>Of what a value is the first or the last pair of four numbers, and where that begins: at 0 or 2.</summary>
    public (string Whole, int Start)? Slice(string value)
    {
        if (Make(value) is not { OpType: "Slice" } node || Integers(node, 1, "starts") is not [var start and (0 or 2)]
            || Integers(node, 2, "ends") is not [var end] || Integers(node, 3, "axes") is not [2 or -1]
            || node.InputOrNull(4) is not null || (start == 0 ? end != 2 : end < 4))
        {
            return null;
        }

        return (node.Inputs[0], (int)start);
    }

    private IReadOnlyList<long>? Integers(OnnxNode node, int input, string attribute) =>
        node.InputOrNull(input) is { } name ? Tensor(name)?.ToInt64s() : node.Attributes.Integers(attribute);

    // One number or pair for all boxes, or a pair for each.
    private float[]? Constant(string name) => Tensor(name) is { ElementType: OnnxElementType.Float32 } tensor
        && (tensor.ElementCount == 1 || tensor.Dimensions is [2] or [_, 2] or [1, _, 2]) ? tensor.ToFloats() : null;

    private OnnxTensor? Tensor(string name) => index.Initializer(name)
        ?? (Make(name) is { OpType: "Constant" } node && node.Attributes.Contains("value") ? node.Attributes["value"].AsTensor() : null);
}
