using System.Security.Cryptography;
using System.Text;

namespace FaceML.Bench.Lfw;

/// <summary>Where the vectors of a recipe are kept: a new network, option or choice of face gets a file of its own.</summary>
internal static class VectorCache
{
    public static string FileOf(FaceRecognizer recognizer, FaceSelection selection, string set = "lfw")
    {
        string recipe = string.Join('|', recognizer.Networks.Select(n => Recipe(n.Card).ToJson())) + recognizer.Options + selection;
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..16];
        return Path.Combine(DataSets.Artifacts, $"{set}-{key}.vectors");
    }

    // Figures change nothing in the vectors.
    private static NetworkCard Recipe(NetworkCard card) => card with { Measured = [] };
}
