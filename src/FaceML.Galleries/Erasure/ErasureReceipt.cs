using System.Security.Cryptography;
using System.Text.Json;

namespace FaceML.Galleries.Erasure;

/// <summary>
/// The signed statement that a person was removed and that no byte of the templates was found in the gallery's files afterwards. It holds
/// no biometric content. Immutable.
/// </summary>
/// <remarks>ECDSA with P-256 and SHA-256 over <see cref="ToStatement"/>; the signing key is made with the gallery and stays in
/// it.</remarks>
public sealed record ErasureReceipt
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The gallery's id.</summary>
    public required string Gallery { get; init; }

    /// <summary>The person's id.</summary>
    public required string Person { get; init; }

    /// <summary>The person's key, as in the audit log.</summary>
    public required long PersonKey { get; init; }

    /// <summary>How many templates were removed.</summary>
    public required int Templates { get; init; }

    /// <summary>When, to the millisecond.</summary>
    public required DateTimeOffset ErasedAt { get; init; }

    /// <summary>The audit log's entry about it.</summary>
    public required long AuditSequence { get; init; }

    /// <summary>The hash of that entry, as hexadecimal digits.</summary>
    public required string AuditHash { get; init; }

    /// <summary>How many bytes of files were searched for traces; 0 for a store that has no files of its own: memory, a server.</summary>
    public required long BytesSearched { get; init; }

    /// <summary>The signature in base64.</summary>
    public string Signature { get; init; } = "";

    /// <summary>What is signed: lines of text, invariant culture.</summary>
    public string ToStatement() => string.Create(CultureInfo.InvariantCulture,
        $"FaceML erasure receipt 1\n{Gallery}\n{Person}\n{PersonKey}\n{Templates}\n{ErasedAt.ToUnixTimeMilliseconds()}\n"
        + $"{AuditSequence}\n{AuditHash}\n{BytesSearched}\n");

    /// <summary>Whether the receipt is unchanged and signed by the gallery.</summary>
    /// <param name="publicKey">The gallery's <see cref="Galleries.Gallery.ReceiptPublicKey"/>, got from whoever is trusted to have
    /// it.</param>
    public bool Verify(ReadOnlySpan<byte> publicKey)
    {
        try
        {
            using ECDsa verifier = ECDsa.Create();
            verifier.ImportSubjectPublicKeyInfo(publicKey, out _);
            return verifier.VerifyData(
                Encoding.UTF8.GetBytes(ToStatement()), Convert.FromBase64String(Signature), HashAlgorithmName.SHA256);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return false;
        }
    }

    /// <summary>The receipt as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote. <see cref="Verify"/> says whether it is true.</summary>
    /// <exception cref="JsonException">It is not a receipt.</exception>
    public static ErasureReceipt FromJson(string json) =>
        JsonSerializer.Deserialize<ErasureReceipt>(json, Json) ?? throw new JsonException("A receipt must be a JSON object; it is null.");

    internal ErasureReceipt SignedWith(ReadOnlySpan<byte> privateKey)
    {
        using ECDsa signer = ECDsa.Create();
        signer.ImportPkcs8PrivateKey(privateKey, out _);
        return this with
        {
            Signature = Convert.ToBase64String(signer.SignData(Encoding.UTF8.GetBytes(ToStatement()), HashAlgorithmName.SHA256)),
        };
    }
}
