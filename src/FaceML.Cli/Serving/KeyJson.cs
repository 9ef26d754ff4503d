using FaceML.AspNetCore.Security;

namespace FaceML.Cli;

/// <summary>A key without its hash: <c>valid</c>, <c>expired</c> or <c>revoked</c>; with its text where it was made now.</summary>
internal sealed record KeyJson(
    string Id, string State, IReadOnlyList<FaceMLScope> Scopes, IReadOnlyList<string> Galleries, DateTimeOffset Created,
    DateTimeOffset? Expires, DateTimeOffset? Revoked, string? Key)
{
    public static KeyJson From(ApiKey key, string? text = null) => new(
        key.Id, StateOf(key), key.Scopes, key.Galleries, key.Created, key.Expires, key.Revoked, text);

    /// <summary>Whether a key is <c>valid</c>, <c>expired</c> or <c>revoked</c> now.</summary>
    public static string StateOf(ApiKey key) =>
        key.Revoked is not null ? "revoked" : key.IsValidAt(DateTimeOffset.UtcNow) ? "valid" : "expired";
}
