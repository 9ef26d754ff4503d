using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace FaceML.Galleries.Protection;

/// <summary>
/// The keys of a gallery, 256 bits each, by their ids. New records are encrypted with the current key, older ones are read with the key
/// that they name, so that keys can be changed
/// one after the other. Keys lie outside the gallery: in a file, an environment variable or wherever a callback finds them. Thread-safe; no
/// key is ever shown in a message.
/// </summary>
/// <remarks>In files and variables a key is <c>ID = BASE64</c>, one a line (or separated by semicolons); the first is the current one.
/// Lines that begin with # are left out.</remarks>
public sealed class GalleryKeys
{
    /// <summary>The bytes of a key.</summary>
    public const int KeyBytes = 32;

    private const int LongestKeyId = 64;

    private readonly Func<string, byte[]?> find;
    private readonly string source;

    private GalleryKeys(string currentId, Func<string, byte[]?> find, string source) =>
        (CurrentId, this.find, this.source) = (CheckedId(currentId, source), find, source);

    /// <summary>The id of the key that new records are encrypted with.</summary>
    public string CurrentId { get; }

    /// <summary>Keys of a file, read once.</summary>
    /// <exception cref="GalleryException">The file cannot be read or is not a list of keys.</exception>
    public static GalleryKeys FromFile(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), $"the file {path}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GalleryException(GalleryError.KeyUnavailable, $"The keys cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Keys of an environment variable, read once.</summary>
    /// <exception cref="GalleryException">The variable is not set or is not a list of keys.</exception>
    public static GalleryKeys FromEnvironment(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? Parse(text, $"the environment variable {variable}")
            : throw new GalleryException(
                GalleryError.KeyUnavailable, $"The environment variable {variable} must hold the keys of the gallery; it is not set.");

    /// <summary>Keys from wherever a function finds them: a vault, a hardware module.</summary>
    /// <param name="currentId">The id of the current key.</param>
    /// <param name="find">Gives the 32 bytes of a key, or null for one that it does not have. Called for every session; it may keep what it
    /// found.</param>
    public static GalleryKeys FromCallback(string currentId, Func<string, byte[]?> find)
    {
        ArgumentNullException.ThrowIfNull(find);
        return new(currentId, find, "the callback");
    }

    /// <summary>A new random key as a line for a file or variable.</summary>
    /// <param name="id">Its id: 1 to 64 ASCII letters, digits, dots, hyphens and underscores.</param>
    public static string Generate(string id) =>
        $"{CheckedId(id, "the argument")} = {Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))}";

    /// <summary>Whether there is a key of an id.</summary>
    public bool Has(string id) => find(id) is not null;

    /// <summary>A key for one purpose, derived from the key of an id (HKDF-SHA-256, RFC 5869): records, transforms and the receipts' key
    /// never share one.</summary>
    /// <exception cref="GalleryException">There is no such key.</exception>
    internal byte[] Derive(string id, string purpose, string galleryId)
    {
        byte[] key = find(id)
            ?? throw new GalleryException(
            GalleryError.KeyUnavailable, $"The gallery requires the key \"{id}\"; {source} does not have it.");
        if (key.Length != KeyBytes)
        {
            throw new GalleryException(
                GalleryError.KeyUnavailable, $"The key \"{id}\" of {source} must have {KeyBytes} bytes; it has {key.Length}.");
        }

        return HKDF.DeriveKey(
            HashAlgorithmName.SHA256, key, KeyBytes, info: Encoding.UTF8.GetBytes($"FaceML gallery {purpose}\n{galleryId}"));
    }

    private static GalleryKeys Parse(string text, string source)
    {
        Dictionary<string, byte[]> keys = new(StringComparer.Ordinal);
        string? current = null;
        foreach (string line in text.Split(['\n', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#'))
        {
            string[] parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || !TryDecode(parts[1], out byte[]? key) || !keys.TryAdd(CheckedId(parts[0], source), key))
            {
                throw new GalleryException(
                    GalleryError.KeyUnavailable,
                    $"A line of {source} must be ID = KEY with an id of its own and {KeyBytes} bytes in base64; line {keys.Count + 1} "
                    + $"is not.");
            }

            current ??= parts[0];
        }

        return current is null
            ? throw new GalleryException(GalleryError.KeyUnavailable, $"At least one key must be in {source}; there is none.")
            : new(current, keys.GetValueOrDefault, source);
    }

    private static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? key)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes + 3];
        bool valid = Convert.TryFromBase64String(text, bytes, out int count) && count == KeyBytes;
        key = valid ? bytes[..count].ToArray() : null;
        CryptographicOperations.ZeroMemory(bytes);
        return valid;
    }

    private static string CheckedId(string id, string source) =>
        id.Length is > 0 and <= LongestKeyId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            ? id
            : throw new GalleryException(
                GalleryError.KeyUnavailable,
                $"The id of a key in {source} must be 1 to {LongestKeyId} ASCII letters, digits, dots, hyphens and underscores.");
}
