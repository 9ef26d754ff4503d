namespace FaceML.Training.Networks;

/// <summary>Lets a network that was exported for a batch of one take any number of rows.</summary>
internal static class FreeBatch
{
    /// <summary>
    /// A copy whose first dimension is open: of the input, the outputs, and of the constant shapes that values computed from the input are
    /// reshaped to.
    /// </summary>
    public static OnnxModel Of(OnnxModel network)
    {
        OnnxModel copy = OnnxModel.Read(network.ToBytes());
        OnnxGraph graph = copy.Graph;
        HashSet<string> batched = [.. graph.RequiredInputs.Select(i => i.Name)];
        foreach (OnnxNode node in graph.TopologicalOrder().Where(n => n.Inputs.Any(batched.Contains)))
        {
            batched.UnionWith(node.Outputs);
            if (node.OpType == "Reshape" && Constant(graph, node.Inputs[1]) is { } shape && shape.ToInt64s() is [1, _, ..] sizes)
            {
                sizes[0] = 0;
                string name = $"{node.Outputs[0]}/rows";
                graph.Initializers.Add(OnnxTensor.OfInt64s(name, [sizes.Length], sizes));
                node.Inputs[1] = name;
            }
        }

        foreach (OnnxValueInfo end in graph.RequiredInputs.Concat(graph.Outputs).Where(v => v.Shape is [{ Value: 1 }, ..]))
        {
            end.Shape = new OnnxShape(["N", .. end.Shape!.Skip(1)]);
        }

        // What an exporter noted about values in between holds for one row only.
        graph.ValueInfos.Clear();
        return copy;
    }

    private static OnnxTensor? Constant(OnnxGraph graph, string name) => graph.FindInitializer(name)
        ?? (graph.FindProducer(name) is { OpType: "Constant" } node
            && node.Attributes.Contains("value") ? node.Attributes["value"].AsTensor() : null);
}
