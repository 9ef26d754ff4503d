namespace FaceML.Networks;

/// <summary>The networks of a pipeline that is being saved, each once however many stages use it.</summary>
internal sealed class NetworkShelf
{
    private readonly Dictionary<string, NetworkContent> networks = new(StringComparer.Ordinal);

    /// <summary>In the order of their hashes: the file's bytes must not depend on the order of stages that share them.</summary>
    public IEnumerable<NetworkContent> All => networks.Values.OrderBy(n => n.Sha256, StringComparer.Ordinal);

    /// <returns>The hash, which is how stages refer to it.</returns>
    public string Add(NetworkContent network)
    {
        networks.TryAdd(network.Sha256, network);
        return network.Sha256;
    }
}
