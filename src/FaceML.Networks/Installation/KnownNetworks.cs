using System.Security.Cryptography;

namespace FaceML.Networks;

/// <summary>
/// Cards of well-known public files that come without weights. A file that a user drops in is recognized by its SHA-256; each card says
/// where that hash was seen stated.
/// </summary>
internal static class KnownNetworks
{
    private const string Prefix = "FaceML.Networks.Known."; // the cards of models/known, built into the assembly

    private static readonly Lazy<IReadOnlyList<NetworkCard>> Cards = new(Read);

    /// <summary>The cards, by name.</summary>
    public static IReadOnlyList<NetworkCard> All => Cards.Value;

    /// <summary>Finds the card of a file by the file's content.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The card, or null for a file that is not known. A cascade is recognized by its first file.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NetworkCard? Recognise(string path)
    {
        // Only a file of a known length is read: a well-known network has it, whatever else somebody hands over need not be.
        using FileStream file = File.OpenRead(path);
        if (!All.Any(card => card.Bytes == file.Length))
        {
            return null;
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(file));
        return All.FirstOrDefault(card => card.Sha256 == hash);
    }

    private static NetworkCard[] Read()
    {
        System.Reflection.Assembly assembly = typeof(KnownNetworks).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Parse)];

        NetworkCard Parse(string name)
        {
            using MemoryStream content = new();
            using Stream resource = assembly.GetManifestResourceStream(name)!;
            resource.CopyTo(content);
            return NetworkCard.Parse(content.ToArray(), name);
        }
    }
}
