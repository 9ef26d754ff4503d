namespace FaceML.Import.Simplification;

/// <summary>Gives an output's name to the value that is only copied into it, and drops the copy.</summary>
internal static class OutputNames
{
    public static void Apply(OnnxGraph graph)
    {
        HashSet<string> outputs = [.. graph.Outputs.Select(o => o.Name)];
        foreach (OnnxNode copy in graph.Nodes.Where(n => n.OpType == "Identity" && outputs.Contains(n.Outputs[0])).ToArray())
        {
            string from = copy.Inputs[0], to = copy.Outputs[0];
            if (graph.FindProducer(from) is { } maker && !outputs.Contains(from))
            {
                graph.Nodes.Remove(copy);
                maker.Outputs[maker.Outputs.IndexOf(from)] = to;
                maker.Name = to;
                foreach (OnnxNode reader in graph.Nodes)
                {
                    for (int i = 0; i < reader.Inputs.Count; i++)
                    {
                        reader.Inputs[i] = reader.Inputs[i] == from ? to : reader.Inputs[i];
                    }
                }
            }
        }
    }
}
