using System.Text.Json.Serialization;
using FaceML.Files;

namespace FaceML.AspNetCore.Security;

/// <summary>The file of API keys: hashes, scopes, galleries. Whole or not at all: changes are written beside it and renamed.</summary>
internal static class ApiKeyFile
{
    private const int Format = 1;

    private static readonly JsonSerializerOptions Json = new(AnswerJson.Options)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    private sealed record Content(int Format, IReadOnlyList<ApiKey> Keys);

    /// <summary>Reads the keys.</summary>
    /// <exception cref="ApiKeyException">The file cannot be read or is not a file of keys.</exception>
    public static IReadOnlyList<ApiKey> Read(string path)
    {
        try
        {
            Content? content = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), Json);
            return content is { Format: Format, Keys: { } keys } && keys.All(IsWhole)
                ? keys
                : throw new ApiKeyException($"{path} must be a file of API keys of format {Format}, as 'faceml keys' writes it.");
        }
        catch (JsonException)
        {
            throw new ApiKeyException($"{path} must be a file of API keys, as 'faceml keys' writes it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApiKeyException($"The API keys cannot be read: {e.Message}");
        }
    }

    /// <summary>Adds a key, and makes the file where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="ApiKeyException">There is a key of that id or text, or the file cannot be used.</exception>
    public static void Add(string path, ApiKey key)
    {
        IReadOnlyList<ApiKey> keys = File.Exists(path) ? Read(path) : [];
        if (keys.Any(other => other.Id == key.Id || other.Hash == key.Hash))
        {
            throw new ApiKeyException($"The id and the text of a key must be new; {path} has one of them ({key.Id}).");
        }

        Write(path, [.. keys, key]);
    }

    /// <summary>Revokes a key for good; it stays listed.</summary>
    /// <exception cref="ApiKeyException">There is no such key, or the file cannot be used.</exception>
    public static ApiKey Revoke(string path, string id, DateTimeOffset now)
    {
        IReadOnlyList<ApiKey> keys = Read(path);
        ApiKey key = keys.FirstOrDefault(key => key.Id == id) ?? throw new ApiKeyException($"{path} has no key {id}.");
        ApiKey revoked = key with { Revoked = key.Revoked ?? now };
        Write(path, [.. keys.Select(other => other.Id == id ? revoked : other)]);
        return revoked;
    }

    // For its owner alone.
    private static void Write(string path, IReadOnlyList<ApiKey> keys) => AtomicFile.Write(
        path, JsonSerializer.SerializeToUtf8Bytes(new Content(Format, keys), Json), UnixFileMode.UserRead | UnixFileMode.UserWrite);

    private static bool IsWhole(ApiKey key) => key is { Id: not null, Hash.Length: 64, Scopes: not null, Galleries: not null };
}
