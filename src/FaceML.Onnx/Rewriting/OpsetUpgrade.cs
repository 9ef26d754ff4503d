namespace FaceML.Onnx;

/// <summary>Brings a graph of the operator sets 9 to 17 to set 13 or later, in which gradients and quantized weights are written.</summary>
internal static class OpsetUpgrade
{
    public const long Oldest = 9;
    public const long Newest = 17;
    private const long Target = 13;

    // Operators whose meaning at set 9 to 12 is that at set 13.
    private static readonly HashSet<string> Unchanged =
    [
        "Conv", "ConvTranspose", "Gemm", "MatMul", "PRelu", "Relu", "LeakyRelu", "Sigmoid", "Tanh", "HardSigmoid", "Add", "Sub", "Mul",
        "Div", "Sum", "Neg",
        "Exp", "Sqrt", "BatchNormalization", "GlobalAveragePool", "GlobalMaxPool", "AveragePool", "MaxPool", "Reshape", "Flatten",
        "Transpose",
        "Concat", "ReduceMean", "ReduceL2", "LpNormalization", "Identity", "Dropout", "Constant",
    ];

    /// <summary>The nodes in order, at operator set <c>Opset</c>; new constants are added to <paramref name="constants"/>.</summary>
    public static (List<OnnxNode> Nodes, long Opset) Run(OnnxModel model, IList<OnnxTensor> constants)
    {
        long opset = model.Opset;
        if (opset is < Oldest or > Newest)
        {
            throw new OnnxFormatException($"The network is of operator set {opset}; sets {Oldest} to {Newest} can be rewritten.");
        }

        List<OnnxNode> nodes = [.. model.Graph.TopologicalOrder().Select(Copy)];
        if (opset >= Target)
        {
            return (nodes, opset);
        }

        foreach (OnnxNode node in nodes)
        {
            Upgrade(node, opset, constants);
        }

        return (nodes, Target);
    }

    private static OnnxNode Copy(OnnxNode node) => new(node.OpType, node.Inputs, node.Outputs, node.Attributes)
    {
        Name = node.Name,
        Domain = node.Domain,
    };

    private static void Upgrade(OnnxNode node, long opset, IList<OnnxTensor> constants)
    {
        switch (node.OpType)
        {
            case "Clip" when opset < 11:
                MoveNumber(node, constants, "min", float.MinValue);
                MoveNumber(node, constants, "max", float.MaxValue);
                break;
            case "Pad" when opset < 11:
                MoveIntegers(node, constants, "pads");
                MoveNumber(node, constants, "value", 0);
                break;
            case "Slice" when opset < 10:
                MoveIntegers(node, constants, "starts");
                MoveIntegers(node, constants, "ends");
                MoveIntegers(node, constants, "axes");
                break;
            case "ReduceSum" or "Squeeze" or "Unsqueeze":
                MoveIntegers(node, constants, "axes");
                break;
            case "Softmax":
                // Before set 13 everything from the axis on was one: the same only for the last axis, which set 13 counts from the end.
                node.Attributes.Set(OnnxAttribute.Of("axis", node.Attributes.Integer("axis", 1)));
                break;
            case "Clip" or "Pad" or "Slice":
                break;
            default:
                if (!node.IsStandard || !Unchanged.Contains(node.OpType))
                {
                    throw new OnnxFormatException(
                        $"{node} of operator set {opset} cannot be brought to set {Target}: export the network at operator set {Target} "
                            + $"or later.");
                }

                break;
        }
    }

    private static void MoveNumber(OnnxNode node, IList<OnnxTensor> constants, string name, float fallback) =>
        Move(node, constants, name, at => OnnxTensor.OfFloats(at, [], [node.Attributes.Number(name, fallback)]));

    private static void MoveIntegers(OnnxNode node, IList<OnnxTensor> constants, string name)
    {
        if (node.Attributes.Integers(name) is { } values)
        {
            Move(node, constants, name, at => OnnxTensor.OfInt64s(at, [values.Count], [.. values]));
        }
    }

    private static void Move(OnnxNode node, IList<OnnxTensor> constants, string name, Func<string, OnnxTensor> make)
    {
        OnnxTensor tensor = make($"{node.Outputs[0]}/{name}");
        constants.Add(tensor);
        node.Inputs.Add(tensor.Name);
        node.Attributes.Remove(name);
    }
}
