namespace FaceML.Training.Gradients;

/// <summary>Questions to a list of nodes in topological order, and graphs made of one.</summary>
internal static class NodeLists
{
    /// <summary>The nodes that some of the values are computed from.</summary>
    public static List<OnnxNode> LeadingTo(IReadOnlyList<OnnxNode> nodes, params IEnumerable<string> values)
    {
        HashSet<string> needed = [.. values];
        List<OnnxNode> result = [];
        foreach (OnnxNode node in nodes.Reverse())
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

    /// <summary>The values that are computed from some values, these included.</summary>
    public static HashSet<string> ReachedFrom(IEnumerable<OnnxNode> nodes, IEnumerable<string> sources)
    {
        HashSet<string> reached = [.. sources];
        foreach (OnnxNode node in nodes.Where(n => n.Inputs.Any(reached.Contains)))
        {
            reached.Add(node.Outputs[0]);
        }

        return reached;
    }

    /// <summary>A prefix that no name among the nodes begins with.</summary>
    public static string FreePrefix(IReadOnlyList<OnnxNode> nodes)
    {
        string prefix = "gradient/";
        while (nodes.Any(n => n.Outputs.Concat(n.Inputs).Any(v => v.StartsWith(prefix, StringComparison.Ordinal))))
        {
            prefix = "_" + prefix;
        }

        return prefix;
    }

    /// <summary>A graph of the nodes and of those initializers that they read.</summary>
    public static OnnxGraph ToGraph(string name, IEnumerable<OnnxNode> nodes, IEnumerable<OnnxTensor> initializers)
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

    /// <summary>A model of a graph whose nodes are put in order.</summary>
    public static OnnxModel ToModel(OnnxGraph graph, long opset)
    {
        IReadOnlyList<OnnxNode> ordered = graph.TopologicalOrder();
        graph.Nodes.Clear();
        foreach (OnnxNode node in ordered)
        {
            graph.Nodes.Add(node);
        }

        graph.Validate();
        var model = new OnnxModel(graph, opset) { ProducerName = "FaceML" };
        if (model.CustomDomains().Contains(BlockedConvolution.Domain))
        {
            model.Opsets[BlockedConvolution.Domain] = 1;
        }

        return model;
    }
}
