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

    public NetworkContent(string sha256, string name, NetworkCard? card, Func<byte[]> read)
    {
        Sha256 = sha256;
        Name = name;
        Card = card;
        this.read = read;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>What people call it: the card's name, or the file's.</summary>
    public string Name { get; }

    /// <summary>Null for a file that has none (<c>ApplyOnnx</c>).</summary>
    public NetworkCard? Card { get; }

    /// <summary>A network that lies in a file.</summary>
    public static NetworkContent FromFile(string path, string sha256, NetworkCard? card) =>
        new(sha256, card?.Name ?? Path.GetFileNameWithoutExtension(path), card, () => File.ReadAllBytes(path));

    /// <exception cref="SavedPipelineException">The file has gone or is another one now.</exception>
    public byte[] Read(string forPath)
    {
        byte[] bytes;
        try
        {
            bytes = read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SavedPipelineException(SavedPipelineError.Network, forPath, $"network {Name} cannot be read again to be put into the file: {e.Message}", e);
        }

        string hash = ArchiveWriter.Hash(bytes);
        return hash == Sha256 ? bytes
            : throw new SavedPipelineException(SavedPipelineError.Network, forPath, $"network {Name} has changed since it was loaded: expected SHA-256 {Sha256}, found {hash}.");
    }
}
