using System.Text;

namespace FaceML.Saving;

/// <summary>
/// An ONNX file that a stage uses (a cascade: several), as saved pipelines carry it: its hash, its card where it has one, and a way to
/// its bytes. The bytes are not kept in memory; they are read again, and checked, when a pipeline is saved.
/// </summary>
internal sealed class NetworkContent
{
    private readonly Func<byte[][]> read;
    private readonly Func<NetworkOptions?, OnnxNetwork> open;
    private readonly string[] hashes;

    private NetworkContent(string sha256, string name, NetworkCard? card, Func<byte[][]> read,
        Func<NetworkOptions?, OnnxNetwork>? open = null)
    {
        hashes = card is null ? [sha256] : [.. card.AllHashes()];
        Id = card is null ? sha256 : ArchiveWriter.Hash(Encoding.UTF8.GetBytes(card.ToJson()));
        Name = name;
        Card = card;
        this.read = read;
        this.open = open ?? (options => OnnxNetwork.Load(Card!, read(), options));
    }

    /// <summary>
    /// What stages refer to it by, 64 lower-case hexadecimal digits: the hash of its card, which holds its files' hashes and how it is
    /// used, since one file may serve under two cards; the file's hash where there is no card.
    /// </summary>
    public string Id { get; }

    /// <summary>The SHA-256 of its file, of a cascade's first; 64 lower-case hexadecimal digits.</summary>
    public string Sha256 => hashes[0];

    /// <summary>What people call it: the card's name, or the file's.</summary>
    public string Name { get; }

    /// <summary>Null for a file in a saved pipeline that has none there.</summary>
    public NetworkCard? Card { get; }

    /// <summary>A network of a catalog.</summary>
    /// <exception cref="NetworkException">There is none of that name.</exception>
    public static NetworkContent FromCatalog(NetworkCatalog? catalog, string name)
    {
        NetworkEntry entry = (catalog ?? NetworkCatalog.Default()).Find(name);
        return new(entry.Card.Sha256, entry.Card.Name, entry.Card, () => ReadAll(entry), entry.Load);
    }

    /// <summary>
    /// The network with these files that is installed here, under the card that it had where it was saved; null when there is none.
    /// </summary>
    public static NetworkContent? FromReference(NetworkCard card)
    {
        NetworkEntry? entry = Installed(card);
        return entry is null ? null : new(card.Sha256, card.Name, card, () => ReadAll(entry));
    }

    /// <summary>A network inside a saved pipeline.</summary>
    public static NetworkContent FromArchive(string sha256, string name, NetworkCard? card, Func<byte[][]> read) =>
        new(sha256, name, card, read);

    /// <summary>Whether whoever loads a file that only refers to it may find it: it has a card, and is installed here too.</summary>
    public bool CanBeReferred => Card is not null && Installed(Card) is not null;

    /// <summary>Opens a session; only for a network with a card.</summary>
    /// <exception cref="NetworkException">It does not load.</exception>
    public OnnxNetwork Open(NetworkOptions? options) => open(options);

    /// <summary>Its files, checked against their hashes: its own, then a cascade's further ones.</summary>
    /// <exception cref="NetworkException">A file has gone or is another one now.</exception>
    public byte[][] Read()
    {
        byte[][] files;
        try
        {
            files = read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SavedPipelineException)
        {
            throw new NetworkException(Name, $"its file cannot be read: {e.Message}", e);
        }

        foreach ((byte[] file, string expected) in files.Zip(hashes))
        {
            string hash = ArchiveWriter.Hash(file);
            if (hash != expected)
            {
                throw new NetworkException(Name, $"its file has changed: SHA-256 expected {expected}, found {hash}");
            }
        }

        return files;
    }

    private static NetworkEntry? Installed(NetworkCard card) =>
        NetworkCatalog.Default().Entries.FirstOrDefault(entry => entry.Card.AllHashes().SequenceEqual(card.AllHashes()));

    private static byte[][] ReadAll(NetworkEntry entry) => [.. entry.Files.Select(File.ReadAllBytes)];
}
