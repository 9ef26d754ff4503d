using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace FaceML.Networks;

/// <summary>A network's bytes on disk, trusted only once their hash is the card's.</summary>
internal static class NetworkFile
{
    private static readonly ConcurrentDictionary<Identity, string> Known = new();

    /// <summary>What tells one state of a file from another without reading it.</summary>
    /// <remarks>A class: of a dictionary with a structure as key nothing is compiled ahead.</remarks>
    internal sealed record Identity(string Path, long Length, long Modified)
    {
        // Content that was checked is known by its hash: the same bytes share a session wherever they came from.
        internal static Identity OfContent(NetworkCard card) => new("sha256:" + card.Sha256, card.Bytes, 0);

        internal static Identity Of(NetworkCard card, string path)
        {
            FileInfo file = new(System.IO.Path.GetFullPath(path));
            return file.Exists
                ? new(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks)
                : throw new NetworkException(card.Name, $"its file {file.FullName} does not exist");
        }
    }

    /// <summary>Checks bytes that come from elsewhere than a file, such as an archive.</summary>
    internal static void Check(NetworkCard card, byte[] content)
    {
        CheckLength(card, "what was given", content.Length);
        CheckHash(card, "what was given", Hash(content));
    }

    /// <summary>Compares a file's length with the card, and with the longest file that is read, without opening it.</summary>
    internal static void CheckLength(NetworkCard card, string path)
    {
        Identity identity = Identity.Of(card, path);
        CheckLength(card, identity.Path, identity.Length);
        long most = OnnxReadOptions.Default.MaxFileBytes;
        if (identity.Length > most)
        {
            throw new NetworkException(card.Name, $"{identity.Path} has {identity.Length} bytes; a network of at most {most} is read");
        }
    }

    /// <summary>Compares length and hash with the card; the hash of an unchanged file is computed once.</summary>
    internal static void Check(NetworkCard card, string path)
    {
        Identity identity = Identity.Of(card, path);
        CheckLength(card, identity.Path, identity.Length);
        string hash = Known.GetOrAdd(identity, static (file, name) => Hash(Read(name, file.Path, file.Length)), card.Name);
        CheckHash(card, identity.Path, hash);
    }

    /// <summary>
    /// Reads the file and checks what was read. The network is made from these very bytes: a file that changes
    /// between check and use is noticed, and one that points to further files cannot reach them.
    /// </summary>
    internal static byte[] ReadChecked(NetworkCard card, string path)
    {
        CheckLength(card, path);
        Identity identity = Identity.Of(card, path);
        byte[] bytes = Read(card.Name, identity.Path, identity.Length);
        string hash = Hash(bytes);
        CheckHash(card, identity.Path, hash);
        Known[identity] = hash;
        return bytes;
    }

    private static byte[] Read(string network, string path, long length)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            byte[] bytes = new byte[(int)length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NetworkException(network, $"its file {path} cannot be read: {e.Message}", e);
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void CheckLength(NetworkCard card, string path, long length)
    {
        if (length != card.Bytes)
        {
            throw new NetworkException(card.Name, $"{path} has {length} bytes; its card says {card.Bytes}");
        }
    }

    private static void CheckHash(NetworkCard card, string path, string hash)
    {
        if (hash != card.Sha256)
        {
            throw new NetworkException(card.Name, $"{path} is not the file of its card: SHA-256 expected {card.Sha256}, found {hash}");
        }
    }
}
