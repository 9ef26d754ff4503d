using FaceML.Onnx;

namespace FaceML.Training.Networks;

/// <summary>Where a network can be frozen up to.</summary>
public static class NetworkLayers
{
    private const int Named = 12;

    /// <summary>The values through which everything goes that comes after them, in order: behind each the network can be cut.</summary>
    /// <param name="network">The network; not changed.</param>
    public static IReadOnlyList<string> Cuts(OnnxModel network)
    {
        ArgumentNullException.ThrowIfNull(network);
        IReadOnlyList<OnnxNode> order = network.Graph.TopologicalOrder();
        Dictionary<string, int> lastUse = [];
        for (int i = 0; i < order.Count; i++)
        {
            foreach (string input in order[i].Inputs)
            {
                lastUse[input] = i;
            }
        }

        HashSet<string> constants = [.. network.Graph.Initializers.Select(t => t.Name)];
        HashSet<string> computed = [.. network.Graph.RequiredInputs.Select(i => i.Name)];
        List<string> cuts = [];
        for (int i = 0; i < order.Count - 1; i++)
        {
            if (order[i].Inputs.Any(computed.Contains))
            {
                computed.UnionWith(order[i].Outputs);
            }

            int here = i;
            string[] alive = [.. computed.Where(v => !constants.Contains(v) && lastUse.GetValueOrDefault(v, -1) > here)];
            if (alive is [string only] && order[i].Outputs.Contains(only))
            {
                cuts.Add(only);
            }
        }

        return cuts;
    }

    /// <summary>A sentence about a name that no value of a network has, with some that could be meant.</summary>
    /// <param name="network">The network.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="name">The name.</param>
    public static string Unknown(OnnxModel network, string title, string name)
    {
        IReadOnlyList<string> cuts = Cuts(network);
        // Spread over the network: the first dozen would all be of its beginning.
        IEnumerable<string> some = cuts.Count <= Named ? cuts : Enumerable.Range(0, Named).Select(i => cuts[(int)((long)i * (cuts.Count - 1) / (Named - 1))]);
        return $"The network {title} has no value '{name}' to be frozen up to; it can be frozen up to {string.Join(", ", some)}{(cuts.Count > Named ? $" and {cuts.Count - Named} more" : "")}.";
    }
}
