using FaceML.Onnx;

namespace FaceML.Training.Gradients;

/// <summary>Makes a <see cref="GradientGraph"/>: fixes the batch, infers shapes, walks back, and cuts the whole in two.</summary>
internal sealed class GradientGraphBuilder
{
    // One pass over memory to compute again.
    private static readonly HashSet<string> Activations = ["PRelu", "Relu", "LeakyRelu", "Clip", "HardSigmoid"];

    // The same elements: kept under one name they need not be kept under another.
    private static readonly HashSet<string> Views = ["Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity"];
    private readonly GradientOptions options;
    private readonly OnnxModel source;
    private readonly List<OnnxTensor> initializers;
    private readonly List<BatchStatistics> statistics = [];

    public GradientGraphBuilder(OnnxModel model, GradientOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        (source, this.options) = (model, options);
        initializers = [.. model.Graph.Initializers];
    }

    public GradientGraph Build()
    {
        OnnxValueInfo input = Only([.. source.Graph.RequiredInputs], "input");
        string output = options.Output ?? source.Graph.Outputs.FirstOrDefault()?.Name ?? throw new GradientException("The network has no output.");
        (List<OnnxNode> nodes, long opset) = Prepare(output);
        FixBatch(nodes, input);
        OnnxGraph forward = Graph("forward", nodes, initializers);
        var inputShape = new OnnxShape([options.BatchSize, .. (input.Shape ?? throw new GradientException($"The shape of the input '{input.Name}' is not stated.")).Skip(1)]);
        forward.Inputs.Add(new OnnxValueInfo(input.Name, OnnxElementType.Float32, inputShape));
        Dictionary<string, long[]> shapes = ShapeInference.Infer(forward, opset).Where(v => v.Value.Shape is { IsStatic: true }).ToDictionary(v => v.Key, v => v.Value.Shape!.ToSizes()!);
        if (!shapes.ContainsKey(output))
        {
            throw new GradientException($"The shape of '{output}' cannot be found for a batch of {options.BatchSize}: is it a value of the graph, and does the input {inputShape} lead to it?");
        }

        List<OnnxTensor> weights = Weights(nodes);
        HashSet<string> wanted = Wanted(nodes, weights.Select(w => w.Name).Concat(options.InputGradient ? [input.Name] : []));
        if (!wanted.Contains(output))
        {
            throw new GradientException($"Nothing that leads to '{output}' is learnt: too much is frozen.");
        }

        string prefix = Prefix(nodes);
        var backward = new BackwardBuilder(shapes, Constants(nodes), wanted, prefix);
        string outputGradient = prefix + "output";
        WalkBack(nodes, backward, output, outputGradient);
        return Cut(nodes, opset, shapes, backward, weights, new Doors(input.Name, output, outputGradient));
    }

    private (List<OnnxNode> Nodes, long Opset) Prepare(string output)
    {
        (List<OnnxNode> all, long opset) = OpsetUpgrade.Run(source, initializers);
        List<OnnxNode> nodes = LeadingTo(all, output);
        if (options.BatchStatistics)
        {
            nodes = BatchNormalizationExpansion.Run(nodes, initializers,
                scale => (int)(initializers.Find(t => t.Name == scale)?.ElementCount ?? throw new GradientException($"The scale '{scale}' of a BatchNormalization is not a constant.")), statistics);
        }

        return (nodes, opset);
    }

    // A network made for a batch of one says so in its reshapes.
    private void FixBatch(List<OnnxNode> nodes, OnnxValueInfo input)
    {
        if (input.Shape is not [{ Value: 1 }, ..] || options.BatchSize == 1)
        {
            return;
        }

        // Only what comes from the input has a batch: a weight may well be reshaped to 1×C×1×1.
        HashSet<string> batched = Wanted(nodes, [input.Name]);
        foreach (OnnxNode node in nodes.Where(n => n.OpType == "Reshape" && batched.Contains(n.Inputs[0])))
        {
            if (Constants(nodes).TryGetValue(node.Inputs[1], out OnnxTensor? shape) && shape.ToInt64s() is [1, _, ..] sizes)
            {
                sizes[0] = options.BatchSize;
                OnnxTensor whole = OnnxTensor.OfInt64s($"{node.Outputs[0]}/batched", [sizes.Length], sizes);
                initializers.Add(whole);
                node.Inputs[1] = whole.Name;
            }
        }
    }

    private List<OnnxTensor> Weights(List<OnnxNode> nodes)
    {
        HashSet<string> used = [.. nodes.SelectMany(n => n.Inputs)];
        HashSet<string> fixedStatistics = [.. nodes.Where(n => n.OpType == "BatchNormalization").SelectMany(n => n.Inputs.Skip(3))];
        if (options.FrozenUpTo is { } value)
        {
            List<OnnxNode> frozen = LeadingTo(nodes, value);
            if (frozen.Count == 0)
            {
                throw new GradientException($"'{value}', up to which the network is to be frozen, is not a value that leads to the output.");
            }

            used = [.. nodes.Except(frozen).SelectMany(n => n.Inputs)];
        }

        // Scalars and shapes that sit among the initialisers are part of an operator, not weights.
        return [.. initializers.Where(t => t.ElementType == OnnxElementType.Float32 && t.Dimensions.Count > 0 && used.Contains(t.Name)
            && !options.FrozenWeights.Contains(t.Name) && !fixedStatistics.Contains(t.Name))];
    }

    private void WalkBack(List<OnnxNode> nodes, BackwardBuilder backward, string output, string outputGradient)
    {
        backward.Give(output, outputGradient);
        for (int i = nodes.Count - 1; i >= 0; i--)
        {
            OnnxNode node = nodes[i];
            if (!node.Inputs.Any(backward.Wants) || backward.Gradient(node.Outputs[0]) is not { } gradient)
            {
                continue;
            }

            Action<NodeGradient>? rule = node.IsStandard ? GradientRules.Find(node.OpType) : null;
            if (rule is null)
            {
                throw new GradientException($"{node}: the operator {node.OpType} has no gradient. Freeze the network up to its output: {nameof(GradientOptions)}.{nameof(GradientOptions.FrozenUpTo)} = \"{node.Outputs[0]}\".");
            }

            rule(new NodeGradient(node, backward, gradient));
        }
    }

    private GradientGraph Cut(List<OnnxNode> nodes, long opset, Dictionary<string, long[]> shapes, BackwardBuilder backward, List<OnnxTensor> weights, Doors doors)
    {
        List<GradientWeight> learnt = [];
        foreach (OnnxTensor weight in weights)
        {
            if (backward.Gradient(weight.Name) is { } gradient)
            {
                learnt.Add(new GradientWeight(weight.Name, [.. weight.Dimensions], weight.ToFloats(), Named(backward, gradient, learnt)));
            }
        }

        string? inputGradient = options.InputGradient && backward.Gradient(doors.Input) is { } toInput ? Named(backward, toInput, learnt) : null;
        List<string> results = [.. learnt.Select(w => w.Gradient), .. inputGradient is null ? [] : new[] { inputGradient }];
        HashSet<string> weightNames = [.. learnt.Select(w => w.Name)];
        Dictionary<string, OnnxTensor> constants = initializers.Where(t => !weightNames.Contains(t.Name)).ToDictionary(t => t.Name);
        (List<OnnxNode> back, List<string> reads) = Complete(nodes, backward, results, constants, weightNames, doors);

        OnnxGraph second = Graph("backward", back, backward.Graph.Initializers.Concat(constants.Values));
        List<string> backwardWeights = [.. reads.Where(weightNames.Contains)], saved = [.. reads.Where(r => !weightNames.Contains(r) && r != doors.OutputGradient)];
        AddInputs(second, [doors.OutputGradient, .. backwardWeights, .. saved], name => shapes[name == doors.OutputGradient ? doors.Output : name]);
        results.ForEach(r => second.Outputs.Add(new OnnxValueInfo(r, OnnxElementType.Float32)));

        OnnxGraph first = Graph("forward", nodes, constants.Values);
        AddInputs(first, [doors.Input, .. weightNames], name => shapes[name]);
        foreach (string name in (string[])[doors.Output, .. saved.Where(s => s != doors.Input && s != doors.Output), .. statistics.SelectMany(s => new[] { s.Mean, s.Variance })])
        {
            first.Outputs.Add(new OnnxValueInfo(name, OnnxElementType.Float32, OnnxShape.Of(shapes[name])));
        }

        return new GradientGraph
        {
            Forward = Model(first, opset),
            Backward = Model(second, opset),
            Input = new GradientValue(doors.Input, shapes[doors.Input]),
            Output = new GradientValue(doors.Output, shapes[doors.Output]),
            OutputGradient = new GradientValue(doors.OutputGradient, shapes[doors.Output]),
            InputGradient = inputGradient,
            Weights = learnt,
            BackwardWeights = backwardWeights,
            Saved = [.. saved.Select(s => new GradientValue(s, shapes[s]))],
            Statistics = statistics,
        };
    }

    // Adds to the way back the cheap forward nodes that it reads, and lists what else it reads.
    private (List<OnnxNode> Nodes, List<string> Reads) Complete(
        List<OnnxNode> forward, BackwardBuilder backward, List<string> results, Dictionary<string, OnnxTensor> constants, HashSet<string> weights, Doors doors)
    {
        Dictionary<string, OnnxNode> producers = forward.SelectMany(n => n.Outputs.Select(o => (o, n))).ToDictionary(p => p.o, p => p.n);
        HashSet<string> made = [.. backward.Graph.Nodes.SelectMany(n => n.Outputs), .. backward.Graph.Initializers.Select(t => t.Name)];
        List<OnnxNode> nodes = [.. backward.Graph.Nodes];
        nodes = LeadingTo(nodes, [.. results]);
        var open = new Queue<string>(nodes.SelectMany(n => n.Inputs).Where(i => i.Length > 0));
        List<string> reads = [];
        HashSet<string> seen = [];
        while (open.TryDequeue(out string? name))
        {
            if (made.Contains(name) || constants.ContainsKey(name) || !seen.Add(name))
            {
                continue;
            }

            bool held = weights.Contains(name) || name == doors.Input || name == doors.Output || name == doors.OutputGradient;
            if (!held && producers.TryGetValue(name, out OnnxNode? producer) && producer.Outputs.Count == 1
                && (Views.Contains(producer.OpType) || (options.Recompute && Activations.Contains(producer.OpType))))
            {
                nodes.Add(producer);
                producer.Inputs.Where(i => i.Length > 0).ToList().ForEach(open.Enqueue);
            }
            else if (!held && producers.TryGetValue(name, out producer) && producer.OpType == "Constant")
            {
                nodes.Add(producer);
            }
            else
            {
                reads.Add(name);
            }
        }

        return (InOrderOfMemory(nodes), reads);
    }

    // ONNX Runtime walks from the last result of the file to the first and computes what each needs. With the last layers' gradients at the
    // end it frees each layer's intermediates before it goes on to the layer below; the other way round it would keep them all.
    private static List<OnnxNode> InOrderOfMemory(List<OnnxNode> nodes)
    {
        HashSet<string> read = [.. nodes.SelectMany(n => n.Inputs)];
        ILookup<bool, OnnxNode> byEnd = nodes.ToLookup(n => !n.Outputs.Any(read.Contains));
        return [.. byEnd[false], .. byEnd[true].Reverse()];
    }

    // A gradient is handed out once under one name: weights that share one (a + b) get copies.
    private static string Named(BackwardBuilder backward, string gradient, List<GradientWeight> learnt) =>
        learnt.Exists(w => w.Gradient == gradient) || !backward.Graph.Nodes.Any(n => n.Outputs.Contains(gradient)) ? backward.Node("Identity", [gradient]) : gradient;

    private static HashSet<string> Wanted(List<OnnxNode> nodes, IEnumerable<string> sources)
    {
        HashSet<string> wanted = [.. sources];
        foreach (OnnxNode node in nodes.Where(n => n.Inputs.Any(wanted.Contains)))
        {
            wanted.Add(node.Outputs[0]);
        }

        return wanted;
    }

    private Dictionary<string, OnnxTensor> Constants(List<OnnxNode> nodes)
    {
        Dictionary<string, OnnxTensor> constants = initializers.ToDictionary(t => t.Name);
        foreach (OnnxNode node in nodes.Where(n => n.OpType == "Constant" && n.Attributes.Contains("value")))
        {
            constants[node.Outputs[0]] = node.Attributes["value"].AsTensor();
        }

        return constants;
    }

    private static List<OnnxNode> LeadingTo(List<OnnxNode> nodes, params ReadOnlySpan<string> values)
    {
        HashSet<string> needed = [.. values];
        List<OnnxNode> result = [];
        foreach (OnnxNode node in Enumerable.Reverse(nodes))
        {
            if (node.Outputs.Any(needed.Contains))
            {
                needed.UnionWith(node.Inputs);
                result.Add(node);
            }
        }

        result.Reverse();
        return result;
    }

    private static OnnxGraph Graph(string name, IEnumerable<OnnxNode> nodes, IEnumerable<OnnxTensor> initializers)
    {
        var graph = new OnnxGraph { Name = name };
        HashSet<string> used = [];
        foreach (OnnxNode node in nodes)
        {
            graph.Nodes.Add(node);
            used.UnionWith(node.Inputs);
        }

        foreach (OnnxTensor tensor in initializers.Where(t => used.Contains(t.Name)))
        {
            graph.Initializers.Add(tensor);
        }

        return graph;
    }

    private static OnnxModel Model(OnnxGraph graph, long opset)
    {
        IReadOnlyList<OnnxNode> ordered = graph.TopologicalOrder();
        graph.Nodes.Clear();
        foreach (OnnxNode node in ordered)
        {
            graph.Nodes.Add(node);
        }

        graph.Validate();
        return new OnnxModel(graph, opset) { ProducerName = "FaceML" };
    }

    private static void AddInputs(OnnxGraph graph, IEnumerable<string> names, Func<string, long[]> shape)
    {
        foreach (string name in names)
        {
            graph.Inputs.Add(new OnnxValueInfo(name, OnnxElementType.Float32, OnnxShape.Of(shape(name))));
        }
    }

    private static string Prefix(List<OnnxNode> nodes)
    {
        string prefix = "gradient/";
        while (nodes.Any(n => n.Outputs.Concat(n.Inputs).Any(v => v.StartsWith(prefix, StringComparison.Ordinal))))
        {
            prefix = "_" + prefix;
        }

        return prefix;
    }

    private static OnnxValueInfo Only(IReadOnlyList<OnnxValueInfo> inputs, string what) =>
        inputs.Count == 1 ? inputs[0] : throw new GradientException($"A network with one {what} can be differentiated; this one has {inputs.Count}: {string.Join(", ", inputs.Select(i => i.Name))}.");

    private sealed record Doors(string Input, string Output, string OutputGradient);
}
