namespace FaceML.Onnx;

/// <summary>
/// Who makes and who reads each value of a graph, at the moment the index was made. Look-ups take constant time. Safe to share between
/// threads.
/// </summary>
internal sealed class GraphIndex
{
    private readonly Dictionary<string, OnnxNode> producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<OnnxNode>> consumers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxTensor> initializers = new(StringComparer.Ordinal);

    /// <summary>Indexes a graph; of values made twice, the first counts.</summary>
    public GraphIndex(OnnxGraph graph)
    {
        foreach (OnnxTensor tensor in graph.Initializers)
        {
            initializers.TryAdd(tensor.Name, tensor);
        }

        foreach (OnnxNode node in graph.Nodes)
        {
            foreach (string output in node.Outputs.Where(o => o.Length > 0))
            {
                producers.TryAdd(output, node);
            }

            foreach (string input in node.Inputs.Where(i => i.Length > 0).Distinct())
            {
                if (!consumers.TryGetValue(input, out List<OnnxNode>? readers))
                {
                    consumers[input] = readers = [];
                }

                readers.Add(node);
            }
        }
    }

    /// <summary>The node that makes this value, or null.</summary>
    public OnnxNode? Producer(string value) => producers.GetValueOrDefault(value);

    /// <summary>The nodes that read this value, in the graph's order.</summary>
    public IReadOnlyList<OnnxNode> Consumers(string value) => consumers.TryGetValue(value, out List<OnnxNode>? readers) ? readers : [];

    /// <summary>The initializer of this name, or null.</summary>
    public OnnxTensor? Initializer(string name) => initializers.GetValueOrDefault(name);
}
