using System.Buffers;

namespace FaceML.Galleries;

/// <summary>64 lowercase hexadecimal digits in 32 bytes. Immutable.</summary>
internal sealed record Sha256Digits
{
    private const int Bytes = 32;

    private static readonly SearchValues<char> Lower = SearchValues.Create("0123456789abcdef");

    private readonly UInt128 first, last;

    private Sha256Digits(ReadOnlySpan<byte> bytes) => (first, last) =
        (BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[(Bytes / 2)..]));

    /// <summary>The digits of a text; null where it is another text.</summary>
    public static Sha256Digits? Of(string? text)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        return text is { Length: 2 * Bytes } && !text.AsSpan().ContainsAnyExcept(Lower)
            && Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done ? new(bytes) : null;
    }

    /// <summary>The text.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, first);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[(Bytes / 2)..], last);
        return Convert.ToHexStringLower(bytes);
    }
}
