using System.Security.Cryptography;

namespace FaceML.Vision;

/// <summary>
/// Cards of well-known public files that come without weights. A file that a user drops in is recognised by its SHA-256; each card says where that
/// hash was seen stated.
/// </summary>
public static class KnownNetworks
{
    private static readonly Lazy<IReadOnlyList<NetworkCard>> Cards = new(Read);

    /// <summary>The cards, by name.</summary>
    /// <exception cref="NetworkCardException">A card beside the application is not usable.</exception>
    public static IReadOnlyList<NetworkCard> All => Cards.Value;

    /// <summary>Finds the card of a file by the file's content.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The card, or null for a file that is not known. A cascade is recognised by its first file.</returns>
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
        string folder = Path.Combine(AppContext.BaseDirectory, "networks", "known");
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(NetworkCard.Load)]
            : [];
    }
}
