namespace FaceML.Training.Gradients;

/// <summary>Makes a <see cref="GradientGraph"/>: prepares the network, walks it back, and cuts the whole in two.</summary>
internal sealed class GradientGraphBuilder
{
    private readonly PreparedNetwork network;
    private readonly GradientOptions options;
    private readonly BackwardBuilder backward;
    private readonly List<OnnxTensor> weights;
    private readonly string outputGradient;

    public GradientGraphBuilder(OnnxModel model, GradientOptions options)
    {
        this.options = options;
        network = new PreparedNetwork(model, options, options.SliceRows);
        weights = network.Weights(options);
        HashSet<string> wanted =
            NodeLists.ReachedFrom(network.Nodes, weights.Select(w => w.Name).Concat(options.InputGradient ? [network.Input] : []));
        if (!wanted.Contains(network.Output))
        {
            throw new GradientException($"Nothing that leads to '{network.Output}' is learned: too much is frozen.");
        }

        string prefix = NodeLists.FreePrefix(network.Nodes);
        backward = new BackwardBuilder(network.Shapes, network.Constants(), wanted, prefix, options.UsesBlocks);
        outputGradient = prefix + "output";
    }

    public GradientGraph Build()
    {
        WalkBack();
        List<GradientWeight> learned = [];
        foreach (OnnxTensor weight in weights)
        {
            if (backward.Gradient(weight.Name) is { } gradient)
            {
                learned.Add(new GradientWeight(weight.Name, [.. weight.Dimensions], weight.ToFloats(), Named(gradient, learned)));
            }
        }

        string? inputGradient = options.InputGradient && backward.Gradient(network.Input) is { } toInput ? Named(toInput, learned) : null;
        var cut = new GraphCut(network, backward, outputGradient, learned, options);
        (OnnxModel second, IReadOnlyList<string> backwardWeights, IReadOnlyList<string> saved) =
            cut.Backward([.. learned.Select(w => w.Gradient), .. inputGradient is null ? [] : new[] { inputGradient }]);
        return new GradientGraph
        {
            Forward = cut.Forward(saved),
            Backward = second,
            BatchSize = options.BatchSize,
            Slices = options.Slices,
            Recompute = options.Recompute && options.Slices > 1,
            Input = Value(network.Input, network.Input),
            Output = Value(network.Output, network.Output),
            OutputGradient = Value(outputGradient, network.Output),
            InputGradient = inputGradient,
            Weights = learned,
            BackwardWeights = backwardWeights,
            Saved = [.. saved.Select(s => Value(s, s))],
            Statistics = network.Statistics,
        };
    }

    private void WalkBack()
    {
        backward.Give(network.Output, outputGradient);
        foreach (OnnxNode node in network.Nodes.Reverse())
        {
            if (!node.Inputs.Any(backward.Wants) || backward.Gradient(node.Outputs[0]) is not { } gradient)
            {
                continue;
            }

            Action<NodeGradient>? rule = node.IsStandard ? GradientRules.Find(node.OpType) : null;
            if (rule is null)
            {
                throw new GradientException(
                    $"{node}: the operator {node.OpType} has no gradient. Freeze the network up to its output: "
                        + $"{nameof(GradientOptions)}.{nameof(GradientOptions.FrozenUpTo)} = \"{node.Outputs[0]}\".");
            }

            rule(new NodeGradient(node, backward, gradient));
        }
    }

    // A gradient is handed out once under one name: weights that share one (a + b) get copies.
    private string Named(string gradient, List<GradientWeight> learned) =>
        learned.Exists(w => w.Gradient == gradient) || !backward.Graph.Nodes.Any(n => n.Outputs.Contains(gradient))
            ? backward.Node("Identity", [gradient])
            : gradient;

    private GradientValue Value(string name, string shapeOf) => new(name, network.Shapes[shapeOf]);
}
