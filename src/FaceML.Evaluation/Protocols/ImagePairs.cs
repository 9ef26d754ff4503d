namespace FaceML.Evaluation.Protocols;

/// <summary>What the readers of pairs share.</summary>
internal static class ImagePairs
{
    /// <summary>The pairs with their people, where every label agrees with them; else without.</summary>
    public static IReadOnlyList<ImagePair> WithPeopleThatAgree(IReadOnlyList<ImagePair> pairs)
    {
        bool agree = pairs.All(p => p.FirstIdentity is not null && p.SecondIdentity is not null
            && p.IsGenuine == (p.FirstIdentity == p.SecondIdentity));
        return agree ? pairs : [.. pairs.Select(p => p with { FirstIdentity = null, SecondIdentity = null })];
    }

    /// <summary>Refuses another number than the published one.</summary>
    /// <param name="file">The file or folder, for messages.</param>
    /// <param name="what">What is counted, for messages: <c>genuine pairs</c>.</param>
    /// <param name="found">The number in the file.</param>
    /// <param name="published">The published number; null when there is none to hold it against.</param>
    /// <exception cref="ProtocolFormatException">The numbers differ.</exception>
    public static void RequireCount(string file, string what, long found, long? published)
    {
        if (published is { } expected && found != expected)
        {
            string counts = string.Create(CultureInfo.InvariantCulture, $"must be {expected:N0}, as published; it is {found:N0}");
            throw new ProtocolFormatException(file, 0, $"the number of {what} {counts}.");
        }
    }
}
