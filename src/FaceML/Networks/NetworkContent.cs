using FaceML.Saving;
using FaceML.Vision;

namespace FaceML.Networks;

/// <summary>
/// An ONNX file that a stage uses, as saved pipelines carry it: its hash, its card where it has one, and a way to
/// its bytes. The bytes are not kept in memory; they are read again, and checked, when a pipeline is saved.
/// </summary>
internal sealed class NetworkContent
{
    private readonly Func<byte[]> read;
    private readonly Func<NetworkOptions?, OnnxNetwork> open;

    private NetworkContent(string sha256, string name, NetworkCard? card, Func<byte[]> read, Func<NetworkOptions?, OnnxNetwork>? open = null)
    {
        Sha256 = sha256;
        Name = name;
        Card = card;
        this.read = read;
        this.open = open ?? (options => OnnxNetwork.Load(Card!, read(), options));
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>What people call it: the card's name, or the file's.</summary>
    public string Name { get; }

    /// <summary>Null for a file that has none (<c>ApplyOnnx</c>).</summary>
    public NetworkCard? Card { get; }

    /// <summary>A network of a catalog.</summary>
    /// <exception cref="NetworkException">There is none of that name.</exception>
    public static NetworkContent FromCatalog(NetworkCatalog? catalog, string name) => FromEntry((catalog ?? NetworkCatalog.Default()).Find(name));

    public static NetworkContent FromEntry(NetworkEntry entry) =>
        new(entry.Card.Sha256, entry.Card.Name, entry.Card, () => File.ReadAllBytes(entry.Path), entry.Load);

    /// <summary>An ONNX file that has no card.</summary>
    public static NetworkContent FromFile(string path, string sha256) =>
        new(sha256, Path.GetFileNameWithoutExtension(path), null, () => File.ReadAllBytes(path));

    /// <summary>A network inside a saved pipeline.</summary>
    public static NetworkContent FromArchive(string sha256, string name, NetworkCard? card, Func<byte[]> read) => new(sha256, name, card, read);

    /// <summary>Opens a session; only for a network with a card.</summary>
    /// <exception cref="NetworkException">It does not load.</exception>
    public OnnxNetwork Open(NetworkOptions? options) => open(options);

    /// <summary>The file, checked against the hash.</summary>
    /// <exception cref="NetworkException">The file has gone or is another one now.</exception>
    public byte[] Read()
    {
        byte[] bytes;
        try
        {
            bytes = read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SavedPipelineException)
        {
            throw new NetworkException(Name, $"its file cannot be read: {e.Message}", e);
        }

        string hash = ArchiveWriter.Hash(bytes);
        return hash == Sha256 ? bytes : throw new NetworkException(Name, $"its file has changed: SHA-256 expected {Sha256}, found {hash}");
    }
}
