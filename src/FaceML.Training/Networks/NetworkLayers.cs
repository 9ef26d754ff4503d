namespace FaceML.Training.Networks;

/// <summary>Where a network can be frozen up to.</summary>
internal static class NetworkLayers
{
    private const int Named = 12;

    /// <summary>The values through which everything goes that comes after them, in order: behind each the network can be cut.</summary>
    /// <param name="network">The network; not changed.</param>
    public static IReadOnlyList<string> Cuts(OnnxModel network) => [.. Placed(network).Select(cut => cut.Name)];

    /// <summary>Where a network is cut to freeze about a share of it, counted in operators.</summary>
    /// <param name="network">The network; not changed.</param>
    /// <param name="share">The share that is frozen, 0 to 1.</param>
    /// <returns>The last cut that lies within the share; <see langword="null"/> when none does: nothing is frozen.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A share that is not 0 to 1.</exception>
    public static string? CutAt(OnnxModel network, double share)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (share is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share that is frozen lies between 0 and 1.");
        }

        return Placed(network).LastOrDefault(cut => cut.Share <= share).Name;
    }

    // Each with the share of the operators that lead to it.
    private static List<(string Name, double Share)> Placed(OnnxModel network)
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
        List<(string, double)> cuts = [];
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
                cuts.Add((only, (i + 1.0) / order.Count));
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
        IEnumerable<string> some = cuts.Count <= Named
            ? cuts
            : Enumerable.Range(0, Named).Select(i => cuts[(int)((long)i * (cuts.Count - 1) / (Named - 1))]);
        return $"The network {title} has no value '{name}' to be frozen up to; it can be frozen up to "
            + $"{string.Join(", ", some)}{(cuts.Count > Named ? $" and {cuts.Count - Named} more" : "")}.";
    }
}
