using System.Buffers.Binary;

namespace FaceML.Evaluation.Protocols;

/// <summary>
/// Finds two lists in a pickle of protocol 2 to 5: bytes objects and Booleans. Reads that much of the format and refuses the rest: no name
/// is looked up, no object is made, nothing is executed. The one call that is understood, as data, is <c>_codecs.encode(text,
/// 'latin1')</c>, by which Python 3 writes bytes in protocol 2.
/// </summary>
/// <remarks>Memory is bounded by the limits below, and by a small multiple of the file's length. Not thread-safe.</remarks>
/// <param name="stream">The pickle, from its first byte to its last; it can seek.</param>
/// <param name="file">The file, for messages.</param>
internal sealed class PickleScanner(Stream stream, string file)
{
    private const int MostItems = 2_000_000, MostBytes = 128 << 20, LongestName = 16;

    private readonly PickleStack stack = new(file, MostItems);
    private readonly Dictionary<long, PickledValue> memo = [];
    private readonly long length = stream.Length;
    private readonly byte[] buffer = new byte[64 << 10];
    private long bufferStart;
    private int bufferLength;
    private long position;

    // The byte of the instruction that is carried out, for messages.
    private long at;

    /// <summary>Reads to the end.</summary>
    /// <exception cref="ProtocolFormatException">Something else than a pair of such lists.</exception>
    public (PickledImage[] Images, bool[] IsSame) Scan()
    {
        if (length < 2 || Byte() != 0x80 || Byte() is not (>= 2 and <= 5))
        {
            throw Error("expected a pickle of protocol 2 to 5.");
        }

        for (at = position; ; at = position)
        {
            byte code = Byte();
            if (code == '.')
            {
                return position == length ? Result() : throw Error("the pickle must end with the file.");
            }

            if (!Literal(code) && !Structure(code) && !Memo(code))
            {
                throw Error($"the instruction 0x{code:X2} is none of those that lists of bytes and Booleans are written with.");
            }
        }
    }

    private (PickledImage[], bool[]) Result()
    {
        PickledValue[] parts = stack.PopResult(at);
        return parts is [{ Kind: PickledKind.List, Items: { } images }, { Kind: PickledKind.List, Items: { } flags }]
            && images.TrueForAll(i => i.Kind == PickledKind.Bytes) && flags.TrueForAll(f => f.Kind == PickledKind.Flag)
            ? ([.. images.Select(i => new PickledImage(i.Number, i.Length, i.IsText))], [.. flags.Select(f => f.Number != 0)])
            : throw Error("expected a list of bytes and a list of Booleans.");
    }

    private bool Literal(byte code)
    {
        switch (code)
        {
            case 0x88 or 0x89: // NEWTRUE, NEWFALSE
                stack.Push(PickledValue.Flag(code == 0x88 ? 1 : 0), at);
                return true;
            case (byte)'K' or (byte)'M' or (byte)'J': // BININT1, BININT2, BININT
                long number = Unsigned(code == 'K' ? 1 : code == 'M' ? 2 : 4);
                stack.Push(number is 0 or 1 ? PickledValue.Flag(number) : throw Error("a number must be 0 or 1."), at);
                return true;
            case (byte)'U' or (byte)'C': // SHORT_BINSTRING, SHORT_BINBYTES
                return Bytes(1);
            case (byte)'T' or (byte)'B': // BINSTRING, BINBYTES
                return Bytes(4);
            case 0x8E or 0x96: // BINBYTES8, BYTEARRAY8
                return Bytes(8);
            case 0x8C: // SHORT_BINUNICODE
                return Text(1);
            case (byte)'X': // BINUNICODE
                return Text(4);
            case 0x8D: // BINUNICODE8
                return Text(8);
            default:
                return false;
        }
    }

    private bool Structure(byte code)
    {
        switch (code)
        {
            case 0x95: // FRAME: a hint how much to read at once
                Count(8, length - position);
                return true;
            case (byte)'(':
                stack.Push(PickledValue.Mark, at);
                return true;
            case (byte)']':
                stack.Push(PickledValue.List(), at);
                return true;
            case (byte)'l':
                stack.MakeList(at);
                return true;
            case (byte)'a':
                stack.Append(at);
                return true;
            case (byte)'e':
                stack.AppendAll(at);
                return true;
            case 0x86: // TUPLE2
                stack.MakePair(at);
                return true;
            case (byte)'t': // TUPLE
                stack.MakePairFromMark(at);
                return true;
            case (byte)'c': // GLOBAL
                stack.Push(Line() == "_codecs" && Line() == "encode" ? PickledValue.Encode : throw Error(
                    "a class or a function is named; a verification set holds lists of bytes and Booleans alone."), at);
                return true;
            case (byte)'R': // REDUCE
                stack.Encode(at);
                return true;
            default:
                return false;
        }
    }

    private bool Memo(byte code)
    {
        switch (code)
        {
            case 0x94: // MEMOIZE
                return Remember(memo.Count);
            case (byte)'q': // BINPUT
                return Remember(Unsigned(1));
            case (byte)'r': // LONG_BINPUT
                return Remember(Unsigned(4));
            case (byte)'h' or (byte)'j': // BINGET, LONG_BINGET
                long key = Unsigned(code == 'h' ? 1 : 4);
                stack.Push(memo.TryGetValue(key, out PickledValue value) ? value : throw Error($"nothing was stored as {key}."), at);
                return true;
            default:
                return false;
        }
    }

    private bool Remember(long key)
    {
        memo[key] = memo.Count < MostItems ? stack.Top(at) : throw Error($"more than {MostItems:N0} objects.");
        return true;
    }

    private bool Bytes(int width)
    {
        int count = Count(width, MostBytes);
        stack.Push(PickledValue.Bytes(position, count, isText: false), at);
        position += count;
        return true;
    }

    private bool Text(int width)
    {
        int count = Count(width, MostBytes);
        long start = position;
        bool isLatin = false;
        if (count <= LongestName)
        {
            Span<byte> name = stackalloc byte[count];
            Fill(name);
            isLatin = name.SequenceEqual("latin1"u8);
        }

        stack.Push(PickledValue.Text(start, count, isLatin), at);
        position = start + count;
        return true;
    }

    // A length that fits the file.
    private int Count(int width, long most)
    {
        long count = Unsigned(width);
        long limit = Math.Min(most, length - position);
        return count >= 0 && count <= limit && count <= int.MaxValue
            ? (int)count
            : throw Error($"a length must be at most {limit}, which is what is left or allowed; it is {(ulong)count}.");
    }

    private string Line()
    {
        Span<byte> name = stackalloc byte[LongestName];
        for (int i = 0; i < LongestName; i++)
        {
            name[i] = Byte();
            if (name[i] == '\n')
            {
                return System.Text.Encoding.Latin1.GetString(name[..i]);
            }
        }

        return "";
    }

    private long Unsigned(int width)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        Fill(bytes[..width]);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private void Fill(Span<byte> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = Byte();
        }
    }

    private byte Byte()
    {
        if (position < bufferStart || position >= bufferStart + bufferLength)
        {
            stream.Position = bufferStart = position;
            bufferLength = stream.Read(buffer);
            if (bufferLength == 0)
            {
                throw Error("the file ends too early.");
            }
        }

        return buffer[position++ - bufferStart];
    }

    private ProtocolFormatException Error(string problem) => ProtocolFormatException.AtByte(file, at, problem);
}
