using System.Runtime.InteropServices;

namespace FaceML.Galleries.Erasure;

/// <summary>
/// Looks for pieces of contents in bytes: every 16 bytes of a content, at any place. A whole vector, a page's part of it and a piece that
/// was half overwritten are found alike.
/// </summary>
internal sealed class TraceFinder
{
    /// <summary>The bytes of a piece. Parts of a file must overlap by one less.</summary>
    public const int PieceBytes = 16;

    private const int FilterBits = 20;

    // Pieces of few different bytes (zeros above all) are everywhere and no trace of anybody.
    private const int LeastDifferentBytes = 5;

    private readonly ulong[] filter = new ulong[1 << (FilterBits - 6)];
    private readonly Dictionary<ulong, List<(ulong Tail, int Content)>> pieces = [];

    /// <summary>Adds a content to look for.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="number">What it is called in <see cref="Find"/>.</param>
    public void Add(ReadOnlySpan<byte> content, int number)
    {
        for (int at = 0; at + PieceBytes <= content.Length; at += PieceBytes)
        {
            ReadOnlySpan<byte> piece = content.Slice(at, PieceBytes);
            if (Different(piece) < LeastDifferentBytes)
            {
                continue;
            }

            ulong first = BinaryPrimitives.ReadUInt64LittleEndian(piece), rest = BinaryPrimitives.ReadUInt64LittleEndian(piece[8..]);
            if (!pieces.TryGetValue(first, out List<(ulong, int)>? same))
            {
                pieces.Add(first, same = []);
            }

            same.Add((rest, number));
            uint slot = Slot((uint)first);
            filter[slot >> 6] |= 1UL << (int)(slot & 63);
        }
    }

    /// <summary>Counts the pieces of a content that are looked for: what may lie in the files because it is enrolled.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Count(ReadOnlySpan<byte> content, Dictionary<UInt128, int> counts)
    {
        bool any = false;
        for (int at = 0; at + PieceBytes <= content.Length; at += PieceBytes)
        {
            if (IsWanted(content[at..]))
            {
                any = true;
                CollectionsMarshal.GetValueRefOrAddDefault(counts, PieceAt(content[at..]), out _)++;
            }
        }

        return any;
    }

    /// <summary>Takes each piece found off the counts.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="seen">How many bytes at the beginning were searched before; a piece that ends there is passed over.</param>
    /// <param name="counts">How often each piece may still be found.</param>
    /// <returns>Whether a piece was found more often.</returns>
    public bool FindsMore(ReadOnlySpan<byte> bytes, int seen, Dictionary<UInt128, int> counts)
    {
        for (int at = Math.Max(0, seen - PieceBytes + 1); at + PieceBytes <= bytes.Length; at++)
        {
            if (IsWanted(bytes[at..]) && --CollectionsMarshal.GetValueRefOrAddDefault(counts, PieceAt(bytes[at..]), out _) < 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether there is anything to look for.</summary>
    public bool IsEmpty => pieces.Count == 0;

    /// <summary>Calls <paramref name="found"/> with the place and the number of each piece found.</summary>
    public void Find(ReadOnlySpan<byte> bytes, Action<int, int> found)
    {
        for (int at = 0; at + PieceBytes <= bytes.Length; at++)
        {
            if (StartingLike(bytes[at..]) is not { } same)
            {
                continue;
            }

            ulong rest = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(at + 8)..]);
            foreach ((ulong wanted, int content) in same)
            {
                if (wanted == rest)
                {
                    found(at, content);
                }
            }
        }
    }

    /// <summary>The forms that a vector could lie in a file in: numbers of 32, 64 and 16 bits.</summary>
    public static IEnumerable<byte[]> FormsOf(ReadOnlyMemory<float> vector)
    {
        byte[] single = new byte[vector.Length * sizeof(float)], wide = new byte[vector.Length * sizeof(double)],
            half = new byte[vector.Length * 2];
        TemplateSealer.WriteNumbers(vector.Span, single);
        for (int i = 0; i < vector.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(wide.AsSpan(i * sizeof(double)), vector.Span[i]);
            BinaryPrimitives.WriteHalfLittleEndian(half.AsSpan(i * 2), (Half)vector.Span[i]);
        }

        return [single, wide, half];
    }

    private static UInt128 PieceAt(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt128LittleEndian(bytes);

    private bool IsWanted(ReadOnlySpan<byte> bytes)
    {
        ulong rest = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        return StartingLike(bytes)?.Exists(one => one.Tail == rest) == true;
    }

    private List<(ulong Tail, int Content)>? StartingLike(ReadOnlySpan<byte> bytes)
    {
        uint slot = Slot(BinaryPrimitives.ReadUInt32LittleEndian(bytes));
        return (filter[slot >> 6] & (1UL << (int)(slot & 63))) == 0
            ? null
            : pieces.GetValueOrDefault(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
    }

    private static uint Slot(uint start) => (start * 2654435761u) >> (32 - FilterBits);

    private static int Different(ReadOnlySpan<byte> piece)
    {
        int different = 0;
        for (int i = 0; i < piece.Length; i++)
        {
            different += piece[..i].Contains(piece[i]) ? 0 : 1;
        }

        return different;
    }
}
