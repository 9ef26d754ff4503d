using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FaceML.Augmentation;
using FaceML.Files;

namespace FaceML.Cli;

/// <summary>
/// Vectors on disk, one file each, named by the image's content and by everything that makes the vector: the hashes of the networks and how
/// they are used. An image that is moved or copied keeps its vector, one that is edited gets another; so does another network.
/// </summary>
internal sealed class EmbeddingCache
{
    private static readonly byte[] Mark = "FMLVEC01"u8.ToArray();

    private readonly string folder;

    /// <param name="folder">Made when it is not there.</param>
    /// <param name="options">How faces are found and embedded.</param>
    /// <param name="shift">How aligned faces are changed before; null for not at all.</param>
    public EmbeddingCache(string folder, FaceRecognizerOptions options, FaceAugmentationOptions? shift = null)
    {
        string recipe = options.Fingerprint(NetworkCatalog.Default())[..16];
        string change = shift is null ? ""
            : "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shift.ToString())))[..16];
        this.folder = Path.Combine(folder, recipe + change);
        Directory.CreateDirectory(this.folder);
    }

    /// <summary>The name of an image's vector.</summary>
    public static string KeyOf(string image)
    {
        using FileStream stream = File.OpenRead(image);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>The vector of that name, empty for an image without a usable face; null when it is not there or not whole.</summary>
    public float[]? Find(string key)
    {
        string file = FileOf(key);
        if (!File.Exists(file))
        {
            return null;
        }

        byte[] bytes = File.ReadAllBytes(file);
        int end = bytes.Length - SHA256.HashSizeInBytes;
        bool whole = end >= Mark.Length && (end - Mark.Length) % sizeof(float) == 0 && bytes.AsSpan(0, Mark.Length).SequenceEqual(Mark)
            && SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end));
        return whole ? MemoryMarshal.Cast<byte, float>(bytes.AsSpan(Mark.Length, end - Mark.Length)).ToArray() : null;
    }

    /// <summary>Keeps a vector; empty for an image without a usable face.</summary>
    public void Keep(string key, ReadOnlySpan<float> vector)
    {
        byte[] content = [.. Mark, .. MemoryMarshal.AsBytes(vector)];
        string file = FileOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.WriteCache(file, stream => stream.Write([.. content, .. SHA256.HashData(content)]));
    }

    private string FileOf(string key) => Path.Combine(folder, key[..2], key + ".vec");
}
