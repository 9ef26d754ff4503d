namespace FaceML.Training.Gradients;

/// <summary>
/// Cuts a differentiated network into the way there and the way back: decides what is handed over and what is computed again.
/// </summary>
internal sealed class GraphCut
{
    // One pass over memory to compute again.
    private static readonly HashSet<string> Activations = ["PRelu", "Min", "Relu", "LeakyRelu", "Clip", "HardSigmoid"];

    // The same elements: kept under one name they need not be kept under another.
    private static readonly HashSet<string> Views = ["Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity"];
    private readonly PreparedNetwork network;
    private readonly BackwardBuilder way;
    private readonly string outputGradient;
    private readonly bool recompute;
    private readonly bool blocked;
    private readonly HashSet<string> weights;
    private readonly Dictionary<string, OnnxTensor> constants;

    public GraphCut(PreparedNetwork network, BackwardBuilder way, string outputGradient, IEnumerable<GradientWeight> learned,
        GradientOptions options)
    {
        (this.network, this.way, this.outputGradient) = (network, way, outputGradient);
        (recompute, blocked) = (options.Recompute && options.Slices == 1, options.UsesBlocks);
        weights = [.. learned.Select(w => w.Name)];
        constants = network.Initializers.Where(t => !weights.Contains(t.Name)).ToDictionary(t => t.Name);
    }

    /// <summary>The way back, the weights that it takes, and what it takes of the way there.</summary>
    public (OnnxModel Model, IReadOnlyList<string> Weights, IReadOnlyList<string> Saved) Backward(IReadOnlyList<string> results)
    {
        (List<OnnxNode> nodes, List<string> reads) = Complete(results);
        OnnxGraph graph = NodeLists.ToGraph("backward", PReluExpansion.Run(InOrderOfMemory(nodes), constants), way.Graph.Initializers
            .Concat(constants.Values));
        List<string> taken = [.. reads.Where(weights.Contains)], saved = [.. reads.Where(r => !weights.Contains(r) && r != outputGradient)];
        AddInput(graph, outputGradient, network.Output);
        taken.Concat(saved).ToList().ForEach(name => AddInput(graph, name, name));
        foreach (string result in results)
        {
            graph.Outputs.Add(new OnnxValueInfo(result, OnnxElementType.Float32));
        }

        return (NodeLists.ToModel(graph, network.Opset), taken, saved);
    }

    /// <summary>The way there, which also gives what the way back takes.</summary>
    public OnnxModel Forward(IReadOnlyList<string> saved)
    {
        List<OnnxNode> nodes = PReluExpansion.Run(network.Nodes, constants);
        nodes = blocked ? BlockedConvolution.Run(nodes, network.Shapes, weights, constants) : nodes;
        OnnxGraph graph = NodeLists.ToGraph("forward", nodes, constants.Values);
        AddInput(graph, network.Input, network.Input);
        weights.ToList().ForEach(name => AddInput(graph, name, name));
        IEnumerable<string> between = saved.Where(s => s != network.Input && s != network.Output);
        foreach (string name in (string[])[network.Output, .. between, .. network.Statistics.SelectMany(s => new[] { s.Mean, s.Variance })])
        {
            graph.Outputs.Add(new OnnxValueInfo(name, OnnxElementType.Float32, OnnxShape.Of(network.Shapes[name])));
        }

        return NodeLists.ToModel(graph, network.Opset);
    }

    // Adds to the way back the cheap forward nodes that it reads, and lists what else it reads.
    private (List<OnnxNode> Nodes, List<string> Reads) Complete(IReadOnlyList<string> results)
    {
        Dictionary<string, OnnxNode> producers = network.Nodes.SelectMany(n => n.Outputs.Select(o => (o, n)))
            .ToDictionary(p => p.o, p => p.n);
        HashSet<string> made = [.. way.Graph.Nodes.SelectMany(n => n.Outputs), .. way.Graph.Initializers.Select(t => t.Name)];
        List<OnnxNode> nodes = NodeLists.LeadingTo([.. way.Graph.Nodes], results);
        var open = new Queue<string>(nodes.SelectMany(n => n.Inputs).Where(i => i.Length > 0));
        List<string> reads = [];
        HashSet<string> seen = [];
        while (open.TryDequeue(out string? name))
        {
            if (made.Contains(name) || constants.ContainsKey(name) || !seen.Add(name))
            {
                continue;
            }

            bool held = weights.Contains(name) || name == network.Input || name == network.Output || name == outputGradient;
            if (!held && producers.TryGetValue(name, out OnnxNode? producer) && IsCheap(producer))
            {
                nodes.Add(producer);
                producer.Inputs.Where(i => i.Length > 0).ToList().ForEach(open.Enqueue);
            }
            else
            {
                reads.Add(name);
            }
        }

        return (nodes, reads);
    }

    private bool IsCheap(OnnxNode node) => node.OpType == "Constant"
        || (node.Outputs.Count == 1 && (Views.Contains(node.OpType) || (recompute && Activations.Contains(node.OpType))));

    // ONNX Runtime walks from the last result of the file to the first and computes what each needs. With the last layers' gradients at the
    // end it frees each layer's intermediates before it goes on to the layer below; the other way round it would keep them all.
    private static List<OnnxNode> InOrderOfMemory(List<OnnxNode> nodes)
    {
        HashSet<string> read = [.. nodes.SelectMany(n => n.Inputs)];
        ILookup<bool, OnnxNode> byEnd = nodes.ToLookup(n => !n.Outputs.Any(read.Contains));
        return [.. byEnd[false], .. byEnd[true].Reverse()];
    }

    private void AddInput(OnnxGraph graph, string name, string shapeOf) =>
        graph.Inputs.Add(new OnnxValueInfo(name, OnnxElementType.Float32, OnnxShape.Of(network.Shapes[shapeOf])));
}
