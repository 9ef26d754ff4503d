namespace FaceML.Onnx;

/// <summary>
/// An ONNX file in memory: a graph, the operator sets it is written in, and notes. Mutable; not safe to change from several threads.
/// </summary>
public sealed partial class OnnxModel
{
    /// <summary>Makes a model of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="opset">The version of ONNX's own operator set.</param>
    public OnnxModel(OnnxGraph graph, long opset = 13)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfLessThan(opset, 1);
        Graph = graph;
        Opset = opset;
    }

    /// <summary>The version of the file format. The default value is 7, which every runtime since 2020 reads.</summary>
    public long IrVersion { get; set; } = 7;

    /// <summary>What wrote the file.</summary>
    public string ProducerName { get; set; } = "";

    /// <summary>The version of what wrote the file.</summary>
    public string ProducerVersion { get; set; } = "";

    /// <summary>A description.</summary>
    public string Description { get; set; } = "";

    /// <summary>The operator sets' versions by domain; ONNX's own domain is "".</summary>
    public IDictionary<string, long> Opsets { get; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Free notes by name, written in the names' order.</summary>
    public IDictionary<string, string> Metadata { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The graph.</summary>
    public OnnxGraph Graph { get; set; }

    /// <summary>The version of ONNX's own operator set; 0 when the file states none.</summary>
    public long Opset
    {
        get => Opsets.TryGetValue("", out long version) ? version : 0;
        set => Opsets[""] = value;
    }

    /// <summary>The graph's nodes and those inside control flow.</summary>
    public IEnumerable<OnnxNode> AllNodes() => GraphWalk.AllNodes(Graph);

    /// <summary>
    /// The domains, other than ONNX's own, of the operators that the graph uses (also inside control flow), sorted. A runtime needs custom
    /// operators for them.
    /// </summary>
    public IReadOnlyList<string> CustomDomains() =>
        [.. GraphWalk.AllNodes(Graph).Where(n => !n.IsStandard).Select(n => n.Domain).Distinct().Order(StringComparer.Ordinal)];
}
