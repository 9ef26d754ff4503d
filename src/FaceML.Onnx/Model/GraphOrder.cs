namespace FaceML.Onnx;

/// <summary>Kahn's algorithm, always taking the earliest node that is ready, so that an ordered graph keeps its order.</summary>
internal static class GraphOrder
{
    public static IReadOnlyList<OnnxNode> Of(OnnxGraph graph)
    {
        int count = graph.Nodes.Count;
        var producer = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            foreach (string output in graph.Nodes[i].Outputs)
            {
                if (output.Length > 0 && !producer.TryAdd(output, i))
                {
                    throw new OnnxFormatException(
                        $"Value '{output}' is made twice: by {graph.Nodes[producer[output]]} and by {graph.Nodes[i]}.");
                }
            }
        }

        var waiting = new int[count];
        var readers = new List<int>?[count];
        var ready = new PriorityQueue<int, int>();
        for (int i = 0; i < count; i++)
        {
            foreach (int maker in Reads(graph.Nodes[i]).Where(producer.ContainsKey).Select(name => producer[name]).Distinct())
            {
                waiting[i]++;
                (readers[maker] ??= []).Add(i);
            }

            if (waiting[i] == 0)
            {
                ready.Enqueue(i, i);
            }
        }

        var order = new List<OnnxNode>(count);
        while (ready.TryDequeue(out int i, out _))
        {
            order.Add(graph.Nodes[i]);
            foreach (int reader in readers[i] ?? [])
            {
                if (--waiting[reader] == 0)
                {
                    ready.Enqueue(reader, reader);
                }
            }
        }

        if (order.Count < count)
        {
            int stuck = Array.FindIndex(waiting, w => w > 0);
            throw new OnnxFormatException($"The graph has a circle: {graph.Nodes[stuck]} waits for its own output.");
        }

        return order;
    }

    /// <summary>What a node reads: its inputs and the outer values that the graphs in its attributes capture.</summary>
    public static IEnumerable<string> Reads(OnnxNode node) =>
        node.Inputs.Where(i => i.Length > 0).Concat(node.Attributes.SelectMany(a => a.Graphs()).SelectMany(Captured));

    private static IEnumerable<string> Captured(OnnxGraph body)
    {
        HashSet<string> own = [.. body.Inputs.Select(i => i.Name), .. body.Initializers.Select(t => t.Name), .. body.Nodes
            .SelectMany(n => n.Outputs)];
        return body.Nodes.SelectMany(Reads).Concat(body.Outputs.Select(o => o.Name)).Where(name => !own.Contains(name));
    }
}
