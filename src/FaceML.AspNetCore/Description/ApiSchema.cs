namespace FaceML.AspNetCore.Description;

/// <summary>A schema's name and what it is.</summary>
internal sealed record ApiSchema(string Name, string Description)
{
    /// <summary>What a property of such a name is, in every schema.</summary>
    public static IReadOnlyDictionary<string, string> Properties { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["box"] = "Left, top, right and bottom, in pixels of the upright image.",
        ["turn"] = "By how many degrees, clockwise, the face was found turned.",
        ["threshold"] = "The score that separates matches from non-matches; left out where nothing can be decided.",
        ["grounds"] = "What the threshold promises, or why there is none.",
        ["promise"] = "What the threshold promises, in a sentence.",
        ["receiptKey"] = "The public key that erasure receipts are verified with, in base64.",
        ["code"] = "What is wrong; codes stay the same.",
        ["detail"] = "What is wrong with this request, and the way out.",
    };

    /// <summary>The values of properties that take one of a list.</summary>
    public Dictionary<string, string[]> Values { get; } = new(StringComparer.Ordinal);
}
