using System.Security.Cryptography;
using System.Text;

namespace FaceML.AspNetCore.Security;

/// <summary>A key as it is stored: never the key itself, its SHA-256. Immutable.</summary>
/// <param name="Id">What the key is called in lists and logs.</param>
/// <param name="Hash">The SHA-256 of the key's text, as hexadecimal digits. A key has 256 random bits, so a plain hash suffices.</param>
/// <param name="Scopes">What it allows.</param>
/// <param name="Galleries">In which galleries; <c>*</c> for all. Requests without a gallery do not need one.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">When it ends; null for never.</param>
/// <param name="Revoked">When it was revoked; null when it is not.</param>
internal sealed record ApiKey(
    string Id, string Hash, IReadOnlyList<FaceMLScope> Scopes, IReadOnlyList<string> Galleries, DateTimeOffset Created,
    DateTimeOffset? Expires = null, DateTimeOffset? Revoked = null)
{
    /// <summary>Stands for all galleries.</summary>
    public const string AllGalleries = "*";

    private const string Prefix = "faceml_";

    /// <summary>A new key: the text for its owner, shown once.</summary>
    public static string NewText() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>The hash of a key's text.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether the key may be used.</summary>
    public bool IsValidAt(DateTimeOffset now) => Revoked is null && !(Expires <= now);
}
