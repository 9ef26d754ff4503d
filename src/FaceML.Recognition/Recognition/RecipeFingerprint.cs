using System.Security.Cryptography;
using System.Text;

namespace FaceML.Recognition;

/// <summary>One number for everything that makes a recognizer's vectors, to keep vectors apart that came about differently.</summary>
internal static class RecipeFingerprint
{
    internal static string Of(IEnumerable<NetworkCard> networks, FaceRecognizerOptions options)
    {
        StringBuilder text = new();
        foreach (NetworkCard card in networks)
        {
            // What is said about a network changes nothing in its numbers.
            NetworkCard essence = card with
            {
                Schema = null,
                Title = "-",
                Source = new() { Registry = "-", Package = "-", Version = "-", Path = "-" },
                License = new() { Package = "-", StatedIn = "-", Weights = "-", TrainingData = "-" },
                Measured = [],
                Outputs = [.. card.Outputs.Where(output => !output.Inner)],
            };
            text.AppendLine(essence.ToJson());
        }

        text.AppendLine($"{options.Points} {options.Detection} {options.Landmarks} {options.Embedding}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
