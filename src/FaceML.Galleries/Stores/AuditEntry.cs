using System.Security.Cryptography;

namespace FaceML.Galleries.Stores;

/// <summary>What was done to a gallery.</summary>
public enum AuditAction
{
    /// <summary>The gallery was made.</summary>
    Created = 1,

    /// <summary>Templates of a person were added.</summary>
    Enrolled = 2,

    /// <summary>A person's id, name, attributes, consent or expiry was changed.</summary>
    Changed = 3,

    /// <summary>A template was removed.</summary>
    TemplateRemoved = 4,

    /// <summary>A person was removed with all templates.</summary>
    PersonRemoved = 5,

    /// <summary>A person's templates went to another person.</summary>
    Merged = 6,

    /// <summary>Templates were encrypted with another key or transformed by another one.</summary>
    Rekeyed = 7,

    /// <summary>A person was added without templates.</summary>
    PersonAdded = 8,
}

/// <summary>
/// An entry of the audit log: what was done to which person's key, never to whom; no id, name or biometric content. Each entry holds the
/// hash of the one before, so that
/// no entry can be changed, left out or put in without the later ones showing it. Immutable.
/// </summary>
/// <param name="Sequence">1, 2, 3, …</param>
/// <param name="Time">When, to the millisecond.</param>
/// <param name="Action">What.</param>
/// <param name="Person">The person's key; 0 for the whole gallery.</param>
/// <param name="Other">For a merge the key of the person that remains; for templates the key of the first one; else 0.</param>
/// <param name="Count">How many templates it concerned.</param>
/// <param name="Previous">The hash of the entry before; 32 zeros for the first.</param>
/// <param name="Hash">The SHA-256 of all of the above.</param>
public sealed record AuditEntry(
    long Sequence, DateTimeOffset Time, AuditAction Action, long Person, long Other, long Count, ReadOnlyMemory<byte> Previous,
    ReadOnlyMemory<byte> Hash)
{
    private static readonly byte[] Domain = Encoding.ASCII.GetBytes("FaceML gallery audit 1\n");

    /// <summary>Whether the hash is that of the entry.</summary>
    public bool IsIntact => Hash.Span.SequenceEqual(ComputeHash(Sequence, Time, Action, Person, Other, Count, Previous.Span));

    /// <summary>The entry after another one.</summary>
    /// <param name="previous">The last entry; null for none.</param>
    /// <param name="time">When; cut to milliseconds.</param>
    /// <param name="action">What.</param>
    /// <param name="person">The person's key, or 0.</param>
    /// <param name="other">See <see cref="Other"/>.</param>
    /// <param name="count">How many templates.</param>
    public static AuditEntry After(
        AuditEntry? previous, DateTimeOffset time, AuditAction action, long person, long other = 0, long count = 0)
    {
        DateTimeOffset cut = DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
        ReadOnlyMemory<byte> before = previous?.Hash ?? new byte[SHA256.HashSizeInBytes];
        long sequence = (previous?.Sequence ?? 0) + 1;
        return new(sequence, cut, action, person, other, count, before,
            ComputeHash(sequence, cut, action, person, other, count, before.Span));
    }

    private static byte[] ComputeHash(
        long sequence, DateTimeOffset time, AuditAction action, long person, long other, long count, ReadOnlySpan<byte> previous)
    {
        Span<byte> numbers = stackalloc byte[6 * sizeof(long)];
        Span<long> values = [sequence, time.ToUnixTimeMilliseconds(), (long)action, person, other, count];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(numbers[(i * sizeof(long))..], values[i]);
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Domain);
        hash.AppendData(numbers);
        hash.AppendData(previous);
        return hash.GetHashAndReset();
    }
}
