namespace FaceML.Galleries;

/// <summary>
/// What makes embeddings: networks and how they are used. Scores between embeddings of two recipes mean nothing, so a gallery belongs to
/// one recipe. Immutable.
/// </summary>
/// <param name="Name">What people call the recipe, for messages: <c>balanced</c>.</param>
/// <param name="Fingerprint">One text for everything that makes the embeddings; FaceML's recognizers give 64 hexadecimal digits. Compared
/// ordinally.</param>
public sealed record GalleryRecipe(string Name, string Fingerprint)
{
    /// <summary>The name with the beginning of the fingerprint: <c>balanced (3f2a91c0)</c>.</summary>
    public override string ToString() => $"{Name} ({(Fingerprint.Length > 8 ? Fingerprint[..8] : Fingerprint)})";

    internal bool Matches(GalleryRecipe other) => string.Equals(Fingerprint, other.Fingerprint, StringComparison.Ordinal);
}
