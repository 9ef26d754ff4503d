using System.Security.Cryptography;
using System.Text;

namespace FaceML.Saving;

/// <summary>
/// The last bytes of a saved pipeline: a zip comment with the SHA-256 of everything before it. Hashes of entries
/// alone would not notice a changed byte in the zip's own headers. The seal finds damage; it is no signature.
/// </summary>
internal static class ArchiveSeal
{
    public const string Prefix = "faceml-sha256:";

    /// <summary>Hexadecimal digits at the very end of the file.</summary>
    public const int DigestLength = 64;

    /// <summary>The comment to write first; <see cref="Close"/> puts the digest in.</summary>
    public static string Open => Prefix + new string('0', DigestLength);

    /// <summary>Computes the digest of a finished zip and writes it over the end.</summary>
    public static void Close(Stream stream)
    {
        string digest = Compute(stream);
        stream.Position = stream.Length - DigestLength;
        stream.Write(Encoding.ASCII.GetBytes(digest));
    }

    /// <summary>The digest that is stated, or null when the file does not end like a saved pipeline.</summary>
    public static string? Read(Stream stream)
    {
        int length = Prefix.Length + DigestLength;
        if (stream.Length < length)
        {
            return null;
        }

        byte[] end = new byte[length];
        stream.Position = stream.Length - length;
        stream.ReadExactly(end);
        string text = Encoding.ASCII.GetString(end);
        return text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : null;
    }

    /// <summary>The digest of everything but the digest itself.</summary>
    public static string Compute(Stream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        stream.Position = 0;
        for (long left = stream.Length - DigestLength; left > 0;)
        {
            int read = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
            {
                throw new EndOfStreamException("The file became shorter while it was read.");
            }

            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
