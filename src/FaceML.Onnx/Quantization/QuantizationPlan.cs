namespace FaceML.Onnx;

/// <summary>
/// Which nodes of a network compute with eight-bit integers, and of which values the ranges have to be known for that. The network is a
/// copy with batch normalizations folded into convolutions, at operator set 13 or later, where a weight can have a scale a channel.
/// </summary>
internal sealed class QuantizationPlan
{
    // Operators that ONNX Runtime fuses with the quantization around them.
    private static readonly HashSet<string> WithWeights = ["Conv", "Gemm", "MatMul"];
    private static readonly HashSet<string> WithoutWeights = ["Add", "MaxPool", "AveragePool", "GlobalAveragePool", "Concat"];

    // Absorbed by the clipping of the eight-bit value behind them.
    private static readonly HashSet<string> Absorbed = ["Relu", "Clip"];

    private QuantizationPlan(OnnxModel network, IReadOnlyList<OnnxNode> nodes, IReadOnlyList<string> values) =>
        (Network, Nodes, Values) = (network, nodes, values);

    /// <summary>The network, folded and upgraded, still in single precision.</summary>
    public OnnxModel Network { get; }

    /// <summary>The nodes that compute with integers, in the graph's order.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>The values between nodes that become eight-bit integers, in the order in which they are made.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>
    /// Folds batch normalizations, writes PRelu as what there are integer operators for (<see cref="PReluRewriting"/>), and brings a
    /// network to operator set 13.
    /// </summary>
    /// <exception cref="OnnxFormatException">The network cannot be brought to that set.</exception>
    public static OnnxModel Prepare(OnnxModel network)
    {
        OnnxModel copy = BatchNormalizationFolding.Fold(network);
        PReluRewriting.Apply(copy);
        (List<OnnxNode> nodes, long opset) = OpsetUpgrade.Run(copy, copy.Graph.Initializers);
        copy.Graph.Nodes.Clear();
        nodes.ForEach(copy.Graph.Nodes.Add);
        copy.Opset = opset;
        return copy;
    }

    /// <summary>Plans the quantization of a network that <see cref="Prepare"/> made.</summary>
    /// <param name="prepared">The network; not changed.</param>
    /// <param name="depthwise">Whether convolutions of groups are quantized too. They read and write more than they compute, so integers
    /// gain little there and cost accuracy.</param>
    /// <param name="left">Nodes that stay in single precision, by the name of their first output.</param>
    public static QuantizationPlan For(OnnxModel prepared, bool depthwise, IReadOnlySet<string> left)
    {
        OnnxGraph graph = prepared.Graph;
        GraphIndex index = new(graph);
        HashSet<string> outputs = [.. graph.Outputs.Select(o => o.Name)], values = [], made = [];
        List<OnnxNode> nodes = [];
        foreach (OnnxNode node in graph.TopologicalOrder())
        {
            bool wanted = node.IsStandard && !left.Contains(node.Outputs[0]) && !outputs.Contains(node.Outputs[0])
                && (depthwise || node.Attributes.Integer("group", 1) == 1);
            if (wanted && (CanWeigh(node, index) || CanFollow(node, made)))
            {
                nodes.Add(node);
                values.UnionWith(Activations(node, index));
                values.Add(Result(node, index, outputs));
                made.Add(Result(node, index, outputs));
            }
        }

        string[] order = [.. graph.RequiredInputs.Select(i => i.Name), .. graph.TopologicalOrder().SelectMany(n => n.Outputs)];
        return new(prepared, nodes, [.. order.Where(values.Contains)]);
    }

    /// <summary>The inputs of a node that are no constants.</summary>
    public static IEnumerable<string> Activations(OnnxNode node, GraphIndex index) =>
        node.Inputs.Where(i => i.Length > 0 && index.Initializer(i) is null);

    private static bool CanWeigh(OnnxNode node, GraphIndex index) =>
        WithWeights.Contains(node.OpType) && Activations(node, index).Count() == 1 && index.Initializer(node.Inputs[0]) is null
        && index.Initializer(node.Inputs[1]) is { ElementType: OnnxElementType.Float32, Dimensions.Count: >= 2 } weights
        && (node.OpType == "Conv" || weights.Dimensions.Count == 2)
        && node.Attributes.Integer("transA", 0) == 0 && node.Attributes.Number("alpha", 1) == 1 && node.Attributes.Number("beta", 1) == 1;

    // Only where its inputs are eight-bit already: alone it would gain nothing.
    private static bool CanFollow(OnnxNode node, HashSet<string> made) =>
        WithoutWeights.Contains(node.OpType) && node.Outputs.Count == 1 && node.Inputs.All(made.Contains);

    private static string Result(OnnxNode node, GraphIndex index, HashSet<string> outputs)
    {
        string value = node.Outputs[0];
        return index.Consumers(value) is [{ } next] && Absorbed.Contains(next.OpType) && next.IsStandard && !outputs.Contains(value)
            ? next.Outputs[0]
            : value;
    }
}
