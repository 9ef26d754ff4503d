namespace FaceML.Onnx;

internal static class GraphWalk
{
    /// <summary>The graph's nodes and those of the graphs in their attributes.</summary>
    public static IEnumerable<OnnxNode> AllNodes(OnnxGraph graph) => AllGraphs(graph).SelectMany(g => g.Nodes);

    /// <summary>The graph and the graphs inside it.</summary>
    public static IEnumerable<OnnxGraph> AllGraphs(OnnxGraph graph) =>
        graph.Nodes.SelectMany(n => n.Attributes).SelectMany(a => a.Graphs()).SelectMany(AllGraphs).Prepend(graph);
}
