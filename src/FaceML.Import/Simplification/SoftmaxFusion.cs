namespace FaceML.Import.Simplification;

/// <summary>Softmax as converters spell it out, e^(x − max x) / Σ e^(x − max x) along an axis, made one operation again.</summary>
internal static class SoftmaxFusion
{
    public static int Apply(OnnxGraph graph)
    {
        var index = new GraphIndex(graph);
        int fused = 0;
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            OnnxNode div = graph.Nodes[i];
            if (div.OpType == "Div" && Match(index, div) is var (x, axis))
            {
                graph.Nodes[i] = new("Softmax", [x], div.Outputs, OnnxAttribute.Of("axis", axis)) { Name = div.Name };
                fused++;
            }
        }

        return fused;
    }

    private static (string X, long Axis)? Match(GraphIndex index, OnnxNode div)
    {
        if (index.Producer(div.Inputs[0]) is not { OpType: "Exp" } exp || index.Producer(exp.Inputs[0]) is not { OpType: "Sub" } sub
            || index.Producer(sub.Inputs[1]) is not { OpType: "ReduceMax" } max || max.Inputs[0] != sub.Inputs[0]
            || index.Producer(div.Inputs[1]) is not { OpType: "ReduceSum" } sum || sum.Inputs[0] != div.Inputs[0])
        {
            return null;
        }

        bool kept = max.Attributes.Integer("keepdims", 1) == 1 && sum.Attributes.Integer("keepdims", 1) == 1;
        return kept && max.Attributes.Integers("axes") is [long axis] && sum.InputOrNull(1) is { } axes
            && index.Initializer(axes)?.ToInt64s() is [long other] && axis == other
            ? (sub.Inputs[0], axis)
            : null;
    }
}
