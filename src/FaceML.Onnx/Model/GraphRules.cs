namespace FaceML.Onnx;

internal static class GraphRules
{
    /// <summary>Checks a graph that may read the values of <paramref name="outer"/>, the graphs around it, the outermost first.</summary>
    public static void Check(OnnxGraph graph, IReadOnlyList<IReadOnlyDictionary<string, string>> outer)
    {
        var made = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (OnnxValueInfo input in graph.Inputs)
        {
            Make(made, input.Name, "a graph input");
        }

        var constants = new HashSet<string>(StringComparer.Ordinal);
        foreach (OnnxTensor tensor in graph.Initializers)
        {
            // An initializer may give a graph input its default value, so only its own kind can clash.
            if (tensor.Name.Length == 0 || !constants.Add(tensor.Name))
            {
                throw new OnnxFormatException(
                    tensor.Name.Length == 0 ? "An initializer has no name." : $"There are two initializers '{tensor.Name}'.");
            }

            made.TryAdd(tensor.Name, "an initializer");
        }

        foreach (OnnxNode node in graph.Nodes)
        {
            if (string.IsNullOrEmpty(node.OpType))
            {
                throw new OnnxFormatException($"A node has no operator: {node}.");
            }

            foreach (string output in node.Outputs.Where(o => o.Length > 0))
            {
                Make(made, output, $"{node}");
            }
        }

        CheckReads(graph, [.. outer, made]);
        GraphOrder.Of(graph);
    }

    private static void CheckReads(OnnxGraph graph, IReadOnlyDictionary<string, string>[] scopes)
    {
        foreach (OnnxNode node in graph.Nodes)
        {
            if (node.Inputs.FirstOrDefault(i => i.Length > 0 && !IsKnown(i)) is { } missing)
            {
                throw new OnnxFormatException($"{node} reads '{missing}', which nothing makes.");
            }

            foreach (OnnxGraph body in node.Attributes.SelectMany(a => a.Graphs()))
            {
                Check(body, scopes);
            }
        }

        if (graph.Outputs.FirstOrDefault(o => !IsKnown(o.Name)) is { } output)
        {
            throw new OnnxFormatException($"The graph's output '{output.Name}' is made by nothing.");
        }

        if (graph.Outputs.GroupBy(o => o.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new OnnxFormatException($"The graph names its output '{twice.Key}' twice.");
        }

        bool IsKnown(string name) => Array.Exists(scopes, scope => scope.ContainsKey(name));
    }

    private static void Make(Dictionary<string, string> made, string name, string maker)
    {
        if (name.Length == 0)
        {
            throw new OnnxFormatException("A graph input has no name.");
        }

        if (!made.TryAdd(name, maker))
        {
            throw new OnnxFormatException($"Value '{name}' is made twice: by {made[name]} and by {maker}.");
        }
    }
}
