namespace FaceML.Onnx.Shapes;

/// <summary>Which rule belongs to which operator.</summary>
internal static class ShapeRules
{
    private static readonly Dictionary<string, Action<ShapeContext>> Rules = Table();

    public static Action<ShapeContext>? Find(string opType) => Rules.GetValueOrDefault(opType);

    private static Dictionary<string, Action<ShapeContext>> Table()
    {
        var rules = new Dictionary<string, Action<ShapeContext>>(StringComparer.Ordinal)
        {
            ["Conv"] = WindowRules.Conv,
            ["MaxPool"] = WindowRules.Pool,
            ["AveragePool"] = WindowRules.Pool,
            ["GlobalAveragePool"] = WindowRules.GlobalPool,
            ["GlobalMaxPool"] = WindowRules.GlobalPool,
            ["Gemm"] = MatrixRules.Gemm,
            ["MatMul"] = MatrixRules.MatMul,
            ["Reshape"] = LayoutRules.Reshape,
            ["Flatten"] = LayoutRules.Flatten,
            ["Transpose"] = LayoutRules.Transpose,
            ["Squeeze"] = LayoutRules.Squeeze,
            ["Unsqueeze"] = LayoutRules.Unsqueeze,
            ["Concat"] = PartRules.Concat,
            ["Slice"] = PartRules.Slice,
            ["Gather"] = PartRules.Gather,
            ["Pad"] = PartRules.Pad,
            ["Split"] = PartRules.Split,
            ["Resize"] = PartRules.Resize,
            ["Tile"] = PartRules.Tile,
            ["Range"] = ConstantRules.Range,
            ["Constant"] = ConstantRules.Constant,
            ["ConstantOfShape"] = ConstantRules.ConstantOfShape,
            ["Shape"] = ConstantRules.Shape,
            ["Cast"] = ConstantRules.Cast,
            ["Expand"] = ConstantRules.Expand,
        };
        Add(ElementwiseRules.Same, "Relu", "LeakyRelu", "PRelu", "Elu", "Selu", "Sigmoid", "HardSwish", "HardSigmoid", "Tanh", "Exp", "Log",
            "Sqrt", "Abs", "Neg",
            "Floor", "Ceil", "Reciprocal", "Softplus", "Erf", "Clip", "Softmax", "LogSoftmax", "LpNormalization", "BatchNormalization",
            "InstanceNormalization", "LRN");
        Add(ElementwiseRules.Identity, "Identity", "Dropout");
        Add(ElementwiseRules.Broadcast, "Add", "Sub", "Mul", "Div", "Pow", "Min", "Max", "Sum", "Mean");
        Add(ElementwiseRules.Compare, "Equal", "Less", "Greater", "LessOrEqual", "GreaterOrEqual", "And", "Or");
        Add(ReduceRules.Reduce, "ReduceMean", "ReduceSum", "ReduceL1", "ReduceL2", "ReduceMax", "ReduceMin", "ReduceProd",
            "ReduceSumSquare", "ReduceLogSumExp");
        Add(ReduceRules.ArgReduce, "ArgMax", "ArgMin");
        return rules;

        void Add(Action<ShapeContext> rule, params ReadOnlySpan<string> operators)
        {
            foreach (string op in operators)
            {
                rules.Add(op, rule);
            }
        }
    }
}
