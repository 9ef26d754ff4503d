namespace FaceML.Galleries.Stores;

/// <summary>What a store knows of its gallery.</summary>
/// <param name="Definition">What it was made with.</param>
/// <param name="Created">When.</param>
/// <param name="NextPerson">The next person's key.</param>
/// <param name="NextTemplate">The next template's key.</param>
/// <param name="RenewalKeyId">The id of the key behind renewable templates; null without.</param>
/// <param name="ReceiptPublicKey">What receipts are verified with: an ECDSA P-256 public key as SubjectPublicKeyInfo.</param>
/// <param name="ReceiptPrivateKey">What they are signed with, as PKCS #8; encrypted where the gallery has keys.</param>
public sealed record StoredGallery(
    GalleryDefinition Definition, DateTimeOffset Created, long NextPerson, long NextTemplate, string? RenewalKeyId,
        byte[] ReceiptPublicKey, byte[] ReceiptPrivateKey)
{
    /// <summary>The SHA-256 of the index file that belongs to the store, and the audit sequence that the file was written at; null without
    /// one.</summary>
    public StoredIndex? Index { get; init; }
}

/// <summary>What a store vouches for about the index file beside it.</summary>
/// <param name="Sha256">Of the file.</param>
/// <param name="Sequence">The audit log's last entry when it was written.</param>
public sealed record StoredIndex(string Sha256, long Sequence);

/// <summary>A person as a store keeps it.</summary>
public sealed record StoredPerson(
    long Key, string Id, string? Name, string? Attributes, string? Consent, DateTimeOffset? Expires, DateTimeOffset Created);

/// <summary>A template as a store keeps it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Person">Its person's key.</param>
/// <param name="Quality">0 to 100, or null.</param>
/// <param name="SourceSha256">Of the source image, or null.</param>
/// <param name="Created">When it was enrolled.</param>
/// <param name="Record">The sealed vector: see docs/galleries.md.</param>
public sealed record StoredTemplate(long Key, long Person, double? Quality, string? SourceSha256, DateTimeOffset Created, byte[] Record)
{
    /// <summary>What an <see cref="IVectorStore"/> compares, when written; empty where it must not see it.</summary>
    internal ReadOnlyMemory<float> Vector { get; init; }

    /// <summary>Whether an <see cref="IVectorStore"/> compares it, when read.</summary>
    internal bool IsCompared { get; init; }
}
