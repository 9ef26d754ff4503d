namespace FaceML.Onnx;

public sealed partial class OnnxGraph
{
    /// <summary>
    /// Removes the nodes on which no output depends, then the initializers and value infos that nothing reads any more. Inputs stay.
    /// </summary>
    /// <returns>The number of nodes removed.</returns>
    /// <exception cref="OnnxFormatException">The nodes depend on each other in a circle, or a value is made twice.</exception>
    public int RemoveUnused()
    {
        IReadOnlyList<OnnxNode> order = TopologicalOrder();
        HashSet<string> wanted = [.. Outputs.Select(o => o.Name)];
        var kept = new List<OnnxNode>();
        foreach (OnnxNode node in order.Reverse())
        {
            if (node.Outputs.Any(wanted.Contains))
            {
                kept.Add(node);
                wanted.UnionWith(GraphOrder.Reads(node));
            }
        }

        int removed = Nodes.Count - kept.Count;
        Nodes.Clear();
        foreach (OnnxNode node in Enumerable.Reverse(kept))
        {
            Nodes.Add(node);
        }

        wanted.UnionWith(kept.SelectMany(n => n.Outputs));
        Keep(Initializers, t => wanted.Contains(t.Name));
        Keep(ValueInfos, v => wanted.Contains(v.Name));
        return removed;
    }

    private static void Keep<T>(IList<T> list, Func<T, bool> wanted)
    {
        T[] kept = [.. list.Where(wanted)];
        list.Clear();
        foreach (T item in kept)
        {
            list.Add(item);
        }
    }
}
