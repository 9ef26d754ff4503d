namespace FaceML.Import.Simplification;

/// <summary>
/// PReLU as converters spell it out, made one operation again. Two spellings are known:
/// relu(x) + c · (x − |x|), whose slope is 2c, and relu(x) + c · −relu(−x), whose slope is c. Both give the same bits as PReLU.
/// </summary>
internal static class PReluFusion
{
    public static int Apply(OnnxGraph graph)
    {
        var index = new GraphIndex(graph);
        int fused = 0;
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            OnnxNode add = graph.Nodes[i];
            if (add.OpType == "Add" && (
                Match(index, add.Inputs[0], add.Inputs[1]) ?? Match(index, add.Inputs[1], add.Inputs[0])) is var (x, slope, factor))
            {
                graph.Nodes[i] = new("PRelu", [x, Slope(graph, slope, factor)], add.Outputs) { Name = add.Name };
                fused++;
            }
        }

        return fused;
    }

    private static (string X, OnnxTensor Slope, float Factor)? Match(GraphIndex index, string positive, string negative)
    {
        if (index.Producer(positive) is not { OpType: "Relu" } relu || index.Producer(negative) is not { OpType: "Mul" } mul)
        {
            return null;
        }

        string x = relu.Inputs[0];
        for (int side = 0; side < 2; side++)
        {
            if (index.Initializer(mul.Inputs[side]) is { ElementType: OnnxElementType.Float32 } slope
                && Factor(index, mul.Inputs[1 - side], x) is { } factor)
            {
                return (x, slope, factor);
            }
        }

        return null;
    }

    /// <summary>2 for x − |x|, 1 for −relu(−x), null for anything else.</summary>
    private static float? Factor(GraphIndex index, string value, string x) => index.Producer(value) switch
    {
        { OpType: "Sub" } sub when sub.Inputs[0] == x && index.Producer(sub.Inputs[1]) is { OpType: "Abs" } abs && abs.Inputs[0] == x => 2,
        { OpType: "Neg" } outer when index.Producer(outer.Inputs[0]) is { OpType: "Relu" } relu
            && index.Producer(relu.Inputs[0]) is { OpType: "Neg" } inner && inner.Inputs[0] == x => 1,
        _ => null,
    };

    private static string Slope(OnnxGraph graph, OnnxTensor slope, float factor)
    {
        if (factor == 1)
        {
            return slope.Name;
        }

        string name = $"{slope.Name}/slope";
        if (graph.FindInitializer(name) is null)
        {
            OnnxTensor scaled = slope.Clone();
            scaled.Name = name;
            foreach (ref float value in scaled.Floats)
            {
                value *= factor;
            }

            graph.Initializers.Add(scaled);
        }

        return name;
    }
}
