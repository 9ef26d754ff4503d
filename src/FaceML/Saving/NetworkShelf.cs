namespace FaceML.Saving;

/// <summary>The networks of a pipeline that is being saved, each once however many stages use it.</summary>
internal sealed class NetworkShelf
{
    private readonly Dictionary<string, NetworkContent> networks = new(StringComparer.Ordinal);

    /// <summary>In the order of their ids: the file's bytes must not depend on the order of stages that share them.</summary>
    public IEnumerable<NetworkContent> All => networks.Values.OrderBy(n => n.Id, StringComparer.Ordinal);

    /// <returns>Its id, which is how stages refer to it.</returns>
    public string Add(NetworkContent network)
    {
        networks.TryAdd(network.Id, network);
        return network.Id;
    }
}
