using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FaceML.AspNetCore.CompreFace;

/// <summary>
/// The UUID that a template has for CompreFace's clients, of version 8 (RFC 9562, 5.8): it is made of the gallery's id and the template's
/// key, so that it is the same in every process and nothing is stored for it.
/// </summary>
internal static class ExampleId
{
    private const int KeyAt = 8, VersionAt = 6;
    private const ulong KeyMask = (1UL << 62) - 1, Variant = 1UL << 63;

    /// <summary>The UUID of a template.</summary>
    /// <param name="gallery">The gallery's id.</param>
    /// <param name="template">The template's key.</param>
    public static Guid Of(string gallery, long template)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(gallery), bytes);
        bytes[VersionAt] = (byte)(0x80 | (bytes[VersionAt] & 0x0F));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[KeyAt..], Variant | ((ulong)template & KeyMask));
        return new Guid(bytes[..16], bigEndian: true);
    }

    /// <summary>The key of a template; null for a UUID of another gallery.</summary>
    /// <param name="gallery">The gallery's id.</param>
    /// <param name="id">The UUID.</param>
    public static long? KeyOf(string gallery, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        long key = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes[KeyAt..]) & KeyMask);
        return Of(gallery, key) == id ? key : null;
    }
}
