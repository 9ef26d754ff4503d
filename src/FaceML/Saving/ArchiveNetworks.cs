namespace FaceML.Saving;

/// <summary>The networks of a saved pipeline while it is loaded: each is read once, and its bytes are released afterwards.</summary>
internal sealed class ArchiveNetworks
{
    private readonly ArchiveReader archive;
    private readonly Manifest manifest;
    private readonly Dictionary<string, ArchiveEntry> entries;
    private readonly Dictionary<string, NetworkContent> found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> loaded = new(StringComparer.Ordinal);
    private readonly string path;
    private volatile bool closed;

    public ArchiveNetworks(ArchiveReader archive, Manifest manifest, Dictionary<string, ArchiveEntry> entries)
    {
        this.archive = archive;
        this.manifest = manifest;
        this.entries = entries;
        path = Path.GetFullPath(archive.Path);
    }

    /// <summary>The network of that id.</summary>
    /// <exception cref="SavedPipelineException">The file has none of that id, or refers to one that the catalog does not have.</exception>
    public NetworkContent Find(string id)
    {
        if (!found.TryGetValue(id, out NetworkContent? content))
        {
            content = Make(manifest.Networks.FirstOrDefault(n => n.Id == id)
                ?? throw Error($"a stage uses the network {id}, which {Manifest.EntryName} does not list."));
            found.Add(id, content);
        }

        return content;
    }

    /// <summary>Forgets the bytes. A later save reads them from the file again.</summary>
    public void Close()
    {
        closed = true;
        loaded.Clear();
    }

    private NetworkContent Make(ManifestNetwork network)
    {
        NetworkCard? card = PipelineReader.CardOf(archive, entries, network);
        NetworkContent made;
        if (network.Reference)
        {
            made = NetworkContent.FromReference(card ?? throw Error($"network {network.Name} is a reference without a card."))
                ?? throw Error($"the file refers to network {network.Name} with SHA-256 {network.Sha256}, which is not in the catalog. "
                    + $"Install it, or save the pipeline with its networks inside.");
        }
        else
        {
            ArchiveEntry[] listed = [.. network.Entries.Select(entry => PipelineReader.Entry(path, entries, entry))];
            string[] expected = card is null ? [network.Sha256] : [.. card.AllHashes()];
            if (!listed.Select(entry => entry.Sha256).SequenceEqual(expected))
            {
                throw Error($"network {network.Name} has files of SHA-256 {string.Join(", ", expected)}, its entries have "
                    + $"{string.Join(", ", listed.Select(entry => entry.Sha256).DefaultIfEmpty("none"))}.");
            }

            made = NetworkContent.FromArchive(network.Sha256, network.Name, card, () => [.. listed.Select(Read)]);
        }

        return made.Id == network.Id && made.Sha256 == network.Sha256 ? made
            : throw Error($"network {network.Name} is listed as {network.Id} with SHA-256 {network.Sha256}; it is {made.Id} with "
                + $"{made.Sha256}.");
    }

    private SavedPipelineException Error(string reason) => new(SavedPipelineError.Network, path, reason);

    private byte[] Read(ArchiveEntry entry)
    {
        if (closed)
        {
            using ArchiveReader again = ArchiveReader.Open(path);
            return again.Read(entry);
        }

        if (!loaded.TryGetValue(entry.Name, out byte[]? bytes))
        {
            bytes = archive.Read(entry);
            loaded.Add(entry.Name, bytes);
        }

        return bytes;
    }
}
