using System.Security.Cryptography;

namespace FaceML.Galleries.Protection;

/// <summary>A secret of the gallery itself at rest: encrypted with the current key, or plain where the gallery has none. Layout: length and
/// text of the key's id (length 0: plain), [nonce], bytes, [tag].</summary>
internal static class SecretBox
{
    private const int NonceBytes = 12, TagBytes = 16;

    public static byte[] Seal(ReadOnlySpan<byte> secret, GalleryKeys? keys, string galleryId)
    {
        if (keys is null)
        {
            return [0, .. secret];
        }

        byte[] id = Encoding.ASCII.GetBytes(keys.CurrentId), cipher = new byte[secret.Length], tag = new byte[TagBytes],
            nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        using AesGcm aes = new(keys.Derive(keys.CurrentId, "receipts", galleryId), TagBytes);
        aes.Encrypt(nonce, secret, cipher, tag, id);
        return [(byte)id.Length, .. id, .. nonce, .. cipher, .. tag];
    }

    /// <summary>Reads a secret; this also tells a wrong key from a right one.</summary>
    /// <exception cref="GalleryException">The key is missing or another one.</exception>
    public static byte[] Open(ReadOnlySpan<byte> box, GalleryKeys? keys, string galleryId)
    {
        int length = box.IsEmpty ? -1 : box[0], overhead = 1 + length + NonceBytes + TagBytes;
        if (length == 0)
        {
            return box[1..].ToArray();
        }

        if (length < 0 || box.Length < overhead)
        {
            throw new GalleryException(GalleryError.Damaged, $"The receipts' key of the gallery {galleryId} is damaged.");
        }

        ReadOnlySpan<byte> id = box.Slice(1, length), nonce = box.Slice(1 + length, NonceBytes),
            cipher = box[(1 + length + NonceBytes)..^TagBytes];
        string name = Encoding.ASCII.GetString(id);
        if (keys is null)
        {
            throw new GalleryException(
                GalleryError.KeyUnavailable, $"The gallery {galleryId} is encrypted with the key \"{name}\"; no keys were given.");
        }

        byte[] secret = new byte[cipher.Length];
        using AesGcm aes = new(keys.Derive(name, "receipts", galleryId), TagBytes);
        try
        {
            aes.Decrypt(nonce, cipher, box[^TagBytes..], secret, id);
            return secret;
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new GalleryException(
                GalleryError.KeyUnavailable, $"The key \"{name}\" is not the one that the gallery {galleryId} was encrypted with.",
                exception);
        }
    }
}
