using FaceML.Networks;
using FaceML.Vision;

namespace FaceML.Saving;

/// <summary>The networks of a saved pipeline while it is loaded: each is read once, and its bytes are let go of afterwards.</summary>
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

    /// <summary>The network of that hash.</summary>
    /// <exception cref="SavedPipelineException">The file has none of that hash, or refers to one that the catalog does not have.</exception>
    public NetworkContent Find(string sha256)
    {
        if (!found.TryGetValue(sha256, out NetworkContent? content))
        {
            content = Make(manifest.Networks.FirstOrDefault(n => n.Sha256 == sha256)
                ?? throw new SavedPipelineException(SavedPipelineError.Network, path, $"a stage uses the network {sha256}, which {Manifest.EntryName} does not list."));
            found.Add(sha256, content);
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
        if (network.Reference)
        {
            NetworkEntry? entry = NetworkCatalog.Default().Entries.FirstOrDefault(e => e.Card.Sha256 == network.Sha256);
            return entry is null
                ? throw new SavedPipelineException(SavedPipelineError.Network, path, $"the file refers to network {network.Name} with SHA-256 {network.Sha256}, which is not in the catalog. Install it, or save the pipeline with its networks inside.")
                : NetworkContent.FromEntry(entry);
        }

        string name = network.Entry ?? throw new SavedPipelineException(SavedPipelineError.Network, path, $"network {network.Name} is neither in the file nor a reference.");
        ArchiveEntry listed = PipelineReader.Entry(path, entries, name);
        if (listed.Sha256 != network.Sha256)
        {
            throw new SavedPipelineException(SavedPipelineError.Network, path, $"network {network.Name} has SHA-256 {network.Sha256}, its entry '{name}' has {listed.Sha256}.");
        }

        return NetworkContent.FromArchive(network.Sha256, network.Name, PipelineReader.CardOf(archive, entries, network), () => Read(listed));
    }

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
