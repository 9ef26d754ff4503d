using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace FaceML.Galleries.Protection;

/// <summary>
/// Vectors to records and back. A record names the key that it is encrypted with (AES-256-GCM), or carries a checksum where it is not.
/// Either way it is bound to its gallery, recipe, person,
/// template, quality, source and time: a changed byte, or a record in another's place, is an error. Thread-safe.
/// </summary>
/// <remarks>Layout: "FaceMLt1", scheme (0 plain, 1 encrypted), length and text of the key's id, template key (8 bytes), [nonce (12)],
/// numbers (4 bytes each), tag (16). Little-endian.</remarks>
internal sealed class TemplateSealer(GalleryDefinition definition, GalleryKeys? keys) : IDisposable
{
    public const int MagicBytes = 8;
    public const int TagBytes = 16;

    private const int NonceBytes = 12;
    private const byte Plain = 0, Encrypted = 1;

    // One cipher a key and thread: AesGcm is not promised to be thread-safe.
    private readonly ThreadLocal<Dictionary<string, AesGcm>> ciphers = new(() => new(StringComparer.Ordinal), trackAllValues: true);
    private readonly ConcurrentDictionary<string, byte[]> derived = new(StringComparer.Ordinal);

    public static ReadOnlySpan<byte> Magic => "FaceMLt1"u8;

    /// <summary>Makes a template's record from its vector, with the current key.</summary>
    public StoredTemplate Seal(StoredTemplate template, ReadOnlySpan<float> vector)
    {
        byte[] id = keys is null ? [] : Encoding.ASCII.GetBytes(keys.CurrentId);
        int head = MagicBytes + 2 + id.Length + sizeof(long), nonce = keys is null ? 0
            : NonceBytes, numbers = vector.Length * sizeof(float);
        byte[] record = new byte[head + nonce + numbers + TagBytes];
        Magic.CopyTo(record);
        (record[MagicBytes], record[MagicBytes + 1]) = (keys is null ? Plain : Encrypted, (byte)id.Length);
        id.CopyTo(record, MagicBytes + 2);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(head - sizeof(long)), template.Key);
        Span<byte> body = record.AsSpan(head + nonce, numbers), tag = record.AsSpan(record.Length - TagBytes);
        byte[] bound = Bound(record.AsSpan(0, head), template);
        WriteNumbers(vector, body);
        if (keys is null)
        {
            Checksum(bound, body).CopyTo(tag);
        }
        else
        {
            RandomNumberGenerator.Fill(record.AsSpan(head, NonceBytes));
            Cipher(keys.CurrentId).Encrypt(record.AsSpan(head, NonceBytes), body, body, tag, bound);
        }

        return template with { Record = record };
    }

    /// <summary>Reads a template's vector.</summary>
    /// <exception cref="GalleryException">The record was changed, or its key is missing or wrong.</exception>
    public void Open(StoredTemplate template, Span<float> vector)
    {
        byte[] record = template.Record;
        string? id = KeyIdOf(record);
        int head = MagicBytes + 2 + (id?.Length ?? 0) + sizeof(long), nonce = id is null ? 0
            : NonceBytes, numbers = vector.Length * sizeof(float);
        if (id is null && (record.Length <= MagicBytes || record[MagicBytes] != Plain)
            || record.Length != head + nonce + numbers + TagBytes)
        {
            throw Damaged(template);
        }

        ReadOnlySpan<byte> body = record.AsSpan(head + nonce, numbers), tag = record.AsSpan(record.Length - TagBytes);
        byte[] bound = Bound(record.AsSpan(0, head), template);
        if (id is null)
        {
            if (!Checksum(bound, body).SequenceEqual(tag))
            {
                throw Damaged(template);
            }

            ReadNumbers(body, vector);
            return;
        }

        if (keys is null)
        {
            throw new GalleryException(
                GalleryError.KeyUnavailable,
                $"The templates of the gallery {definition.Id} are encrypted with the key \"{id}\"; no keys were given.");
        }

        Span<byte> clear = MemoryMarshal.AsBytes(vector);
        try
        {
            Cipher(id).Decrypt(record.AsSpan(head, NonceBytes), body, tag, clear, bound);
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new GalleryException(
                GalleryError.Damaged,
                $"Template {template.Key} of the gallery {definition.Id} cannot be decrypted: it was changed, or the key \"{id}\" is "
                + $"not the one that encrypted it.", exception);
        }

        if (!BitConverter.IsLittleEndian)
        {
            ReadNumbers(clear.ToArray(), vector);
        }
    }

    /// <summary>The id of the key that a record names; null for one that is not encrypted.</summary>
    public static string? KeyIdOf(ReadOnlySpan<byte> record) =>
        record.Length > MagicBytes + 2 && record.StartsWith(Magic) && record[MagicBytes] == Encrypted
            && record.Length > MagicBytes + 2 + record[MagicBytes + 1]
            ? Encoding.ASCII.GetString(record.Slice(MagicBytes + 2, record[MagicBytes + 1]))
            : null;

    /// <summary>The key of the template that a record's beginning belongs to; null where it is no record.</summary>
    public static long? TemplateKeyOf(ReadOnlySpan<byte> start)
    {
        if (start.Length < MagicBytes + 2 || !start.StartsWith(Magic) || start[MagicBytes] > Encrypted
            || start.Length < MagicBytes + 2 + start[MagicBytes + 1] + sizeof(long))
        {
            return null;
        }

        return BinaryPrimitives.ReadInt64LittleEndian(start[(MagicBytes + 2 + start[MagicBytes + 1])..]);
    }

    public static void WriteNumbers(ReadOnlySpan<float> vector, Span<byte> bytes)
    {
        for (int i = 0; i < vector.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * sizeof(float))..], vector[i]);
        }
    }

    public void Dispose()
    {
        foreach (AesGcm cipher in ciphers.Values.SelectMany(mine => mine.Values))
        {
            cipher.Dispose();
        }

        ciphers.Dispose();
        foreach (byte[] key in derived.Values)
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static void ReadNumbers(ReadOnlySpan<byte> bytes, Span<float> vector)
    {
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(bytes).CopyTo(vector);
            return;
        }

        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        }
    }

    private static ReadOnlySpan<byte> Checksum(byte[] bound, ReadOnlySpan<byte> body)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bound);
        hash.AppendData(body);
        return hash.GetHashAndReset().AsSpan(0, TagBytes);
    }

    // Everything that a record must not be separated from.
    private byte[] Bound(ReadOnlySpan<byte> head, StoredTemplate template)
    {
        byte[] texts = Encoding.UTF8.GetBytes($"{definition.Id}\n{definition.Recipe.Fingerprint}\n{template.SourceSha256}\n");
        byte[] bound = new byte[head.Length + (4 * sizeof(long)) + texts.Length];
        head.CopyTo(bound);
        Span<byte> numbers = bound.AsSpan(head.Length);
        BinaryPrimitives.WriteInt64LittleEndian(numbers, template.Key);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], template.Person);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[16..], template.Created.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64LittleEndian(numbers[24..], BitConverter.DoubleToInt64Bits(template.Quality ?? double.NaN));
        texts.CopyTo(bound, head.Length + (4 * sizeof(long)));
        return bound;
    }

    private AesGcm Cipher(string id)
    {
        Dictionary<string, AesGcm> mine = ciphers.Value!;
        if (!mine.TryGetValue(id, out AesGcm? cipher))
        {
            cipher = new AesGcm(derived.GetOrAdd(id, name => keys!.Derive(name, "templates", definition.Id)), TagBytes);
            mine.Add(id, cipher);
        }

        return cipher;
    }

    private GalleryException Damaged(StoredTemplate template) => new(GalleryError.Damaged,
        $"Template {template.Key} of the gallery {definition.Id} is damaged: its content is not what was written.");
}
