namespace FaceML.Onnx;

/// <summary>
/// Writes PRelu behind a convolution as depthwise convolutions of one tap: PRelu(x) = x + max((a − 1)·x, 0) for slopes a up to 1. The
/// network gives the same numbers up to rounding. ONNX Runtime keeps convolutions and Relu in a blocked layout on x64 processors; a PRelu
/// makes it leave that layout and return, and computes without vector instructions, which takes longer than the convolutions themselves.
/// </summary>
internal static class PReluRewriting
{
    // Channels of a block in ONNX Runtime's layout: 16 with AVX-512, else 8. Depthwise convolutions of other counts are not blocked.
    private const int Block = 16;

    /// <summary>Rewrites a model itself.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The number of nodes that were rewritten; others stay as they are.</returns>
    public static int Apply(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        OnnxGraph graph = model.Graph;
        OnnxNode[] nodes = [.. graph.Nodes.Where(n => n is { OpType: "PRelu", IsStandard: true })];
        if (nodes.Length == 0)
        {
            return 0;
        }

        GraphIndex index = new(graph);
        int rewritten = 0;
        foreach (OnnxNode node in nodes)
        {
            if (Slopes(node, index) is { } slopes)
            {
                graph.Nodes.Remove(node);
                Write(graph, node, slopes);
                rewritten++;
            }
        }

        if (rewritten > 0)
        {
            graph.RemoveUnused();
            graph.Validate();
        }

        return rewritten;
    }

    // A slope for each channel of a two-dimensional convolution in front, else null.
    private static float[]? Slopes(OnnxNode node, GraphIndex index)
    {
        if (index.Producer(node.Inputs[0]) is not { OpType: "Conv", IsStandard: true } conv
            || index.Initializer(conv.Inputs[1]) is not { Dimensions: [var channels, _, _, _] }
            || index.Initializer(node.Inputs[1]) is not { ElementType: OnnxElementType.Float32, Dimensions: [.., var own, 1, 1] } slopes
            || own != channels || slopes.ElementCount != channels || channels % Block != 0)
        {
            return null;
        }

        float[] values = slopes.ToFloats();
        return Array.TrueForAll(values, float.IsFinite) ? values : null;
    }

    private static void Write(OnnxGraph graph, OnnxNode node, float[] slopes)
    {
        string x = node.Inputs[0], y = node.Outputs[0], bent = $"{y}/bent";
        Scale(graph, x, $"{y}/scaled", [.. slopes.Select(a => -Math.Abs(1 - a))]);
        graph.Nodes.Add(new("Relu", [$"{y}/scaled"], [bent]));
        if (slopes.Any(a => a > 1))
        {
            // A slope above 1 bends downward: what the Relu gave is taken away.
            Scale(graph, bent, $"{y}/signed", [.. slopes.Select(a => a > 1 ? -1f : 1f)]);
            bent = $"{y}/signed";
        }

        graph.Nodes.Add(new("Add", [x, bent], [y]) { Name = node.Name });
    }

    private static void Scale(OnnxGraph graph, string x, string y, float[] factors)
    {
        string weights = $"{y}/factors";
        graph.Initializers.Add(OnnxTensor.OfFloats(weights, [factors.Length, 1, 1, 1], factors));
        graph.Nodes.Add(new("Conv", [x, weights], [y], OnnxAttribute.Of("group", factors.Length),
            OnnxAttribute.Of("kernel_shape", (ReadOnlySpan<long>)[1, 1])));
    }
}
