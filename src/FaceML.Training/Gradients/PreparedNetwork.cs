namespace FaceML.Training.Gradients;

/// <summary>
/// A network made ready to be differentiated: what leads to its output, of a recent operator set, for a fixed number of rows, all shapes
/// known.
/// </summary>
internal sealed class PreparedNetwork
{
    private readonly List<BatchStatistics> statistics = [];
    private readonly List<OnnxTensor> initializers;

    public PreparedNetwork(OnnxModel source, GradientOptions options, int rows)
    {
        initializers = [.. source.Graph.Initializers];
        IReadOnlyList<OnnxValueInfo> inputs = [.. source.Graph.RequiredInputs];
        OnnxValueInfo input = inputs.Count == 1 ? inputs[0]
            : throw new GradientException(
                $"A network with one input can be differentiated; this one has {inputs.Count}: "
                    + $"{string.Join(", ", inputs.Select(i => i.Name))}.");
        Input = input.Name;
        Output = options.Output ?? source.Graph.Outputs.FirstOrDefault()?.Name ?? throw new GradientException("The network has no output.");

        List<OnnxNode> all;
        try
        {
            (all, Opset) = OpsetUpgrade.Run(source, initializers);
        }
        catch (OnnxFormatException e)
        {
            throw new GradientException(e.Message, e);
        }

        Nodes = NodeLists.LeadingTo(all, Output);
        if (options.BatchStatistics)
        {
            Nodes = BatchNormalizationExpansion.Run(Nodes, initializers,
                scale => (int)(initializers.Find(t => t.Name == scale)?.ElementCount
                    ?? throw new GradientException($"The scale '{scale}' of a BatchNormalization is not a constant.")), statistics);
        }

        Nodes = PReluExpansion.Split(Nodes, initializers);
        FixRows(input, rows);
        Shapes = InferShapes(input, rows);
    }

    public IReadOnlyList<OnnxNode> Nodes { get; }

    public long Opset { get; }

    public string Input { get; }

    public string Output { get; }

    /// <summary>The dimensions of every value that is known to have fixed ones.</summary>
    public IReadOnlyDictionary<string, long[]> Shapes { get; }

    public IReadOnlyList<OnnxTensor> Initializers => initializers;

    public IReadOnlyList<BatchStatistics> Statistics => statistics;

    /// <summary>The initializers and what nodes give as constants, by name.</summary>
    public Dictionary<string, OnnxTensor> Constants()
    {
        Dictionary<string, OnnxTensor> constants = initializers.ToDictionary(t => t.Name);
        foreach (OnnxNode node in Nodes.Where(n => n.OpType == "Constant" && n.Attributes.Contains("value")))
        {
            constants[node.Outputs[0]] = node.Attributes["value"].AsTensor();
        }

        return constants;
    }

    /// <summary>The initializers that are to be learned.</summary>
    public List<OnnxTensor> Weights(GradientOptions options)
    {
        HashSet<string> used = [.. Nodes.SelectMany(n => n.Inputs)];
        HashSet<string> fixedStatistics = [.. Nodes.Where(n => n.OpType == "BatchNormalization").SelectMany(n => n.Inputs.Skip(3))];
        if (options.FrozenUpTo is { } value)
        {
            List<OnnxNode> frozen = NodeLists.LeadingTo(Nodes, value);
            if (frozen.Count == 0)
            {
                throw new GradientException(
                    $"'{value}', up to which the network is to be frozen, is not a value that leads to the output.");
            }

            used = [.. Nodes.Except(frozen).SelectMany(n => n.Inputs)];
        }

        // Scalars and shapes that sit among the initializers are part of an operator, not weights.
        return [.. initializers.Where(t => t.ElementType == OnnxElementType.Float32 && t.Dimensions.Count > 0 && used.Contains(t.Name)
            && !options.FrozenWeights.Contains(t.Name) && !fixedStatistics.Contains(t.Name))];
    }

    // A network made for a batch of one says so in its reshapes.
    private void FixRows(OnnxValueInfo input, int rows)
    {
        if (input.Shape is not [{ Value: 1 }, ..] || rows == 1)
        {
            return;
        }

        // Only what comes from the input has a batch: a weight may well be reshaped to 1×C×1×1.
        HashSet<string> batched = NodeLists.ReachedFrom(Nodes, [input.Name]);
        foreach (OnnxNode node in Nodes.Where(n => n.OpType == "Reshape" && batched.Contains(n.Inputs[0])))
        {
            if (Constants().TryGetValue(node.Inputs[1], out OnnxTensor? shape) && shape.ToInt64s() is [1, _, ..] sizes)
            {
                sizes[0] = rows;
                OnnxTensor whole = OnnxTensor.OfInt64s($"{node.Outputs[0]}/batched", [sizes.Length], sizes);
                initializers.Add(whole);
                node.Inputs[1] = whole.Name;
            }
        }
    }

    private Dictionary<string, long[]> InferShapes(OnnxValueInfo input, int rows)
    {
        OnnxGraph graph = NodeLists.ToGraph("forward", Nodes, initializers);
        var shape = new OnnxShape(
            [rows, .. (input.Shape ?? throw new GradientException($"The shape of the input '{input.Name}' is not stated.")).Skip(1)]);
        graph.Inputs.Add(new OnnxValueInfo(input.Name, OnnxElementType.Float32, shape));
        Dictionary<string, long[]> shapes = ShapeInference.Infer(graph, Opset).Where(v => v.Value.Shape is { IsStatic: true })
            .ToDictionary(v => v.Key, v => v.Value.Shape!.ToSizes()!);
        return shapes.ContainsKey(Output) ? shapes
            : throw new GradientException(
                $"The shape of '{Output}' cannot be found for {rows} rows: is it a value of the graph, and does the input {shape} lead "
                    + $"to it?");
    }
}
