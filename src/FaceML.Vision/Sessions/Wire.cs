namespace FaceML.Vision;

/// <summary>The protobuf wire format, as far as one message has to be copied with some of its length-delimited fields replaced.</summary>
internal static class Wire
{
    private const int LengthDelimited = 2;

    /// <summary>What stands for a field: null leaves it as it is.</summary>
    internal delegate byte[]? Replacement(int field, ReadOnlySpan<byte> value);

    /// <summary>Copies a message; every length-delimited field is offered to <paramref name="replace"/>.</summary>
    internal static byte[] Rewrite(ReadOnlySpan<byte> message, Replacement replace)
    {
        using MemoryStream copy = new(message.Length + 16);
        int copied = 0;
        foreach ((int field, Range range, int start) in FieldsWithStart(message))
        {
            if (replace(field, message[range]) is not { } value)
            {
                continue;
            }

            copy.Write(message[copied..start]);
            WriteVarint(copy, ((ulong)field << 3) | LengthDelimited);
            WriteVarint(copy, (ulong)value.Length);
            copy.Write(value);
            copied = range.End.Value;
        }

        copy.Write(message[copied..]);
        return copy.ToArray();
    }

    /// <summary>The length-delimited fields of a message, in order: number and where the value lies.</summary>
    internal static List<(int Field, Range Range)> Fields(ReadOnlySpan<byte> message) => FieldsWithStart(message).ConvertAll(f => (f.Field, f.Range));

    private static List<(int Field, Range Range, int Start)> FieldsWithStart(ReadOnlySpan<byte> message)
    {
        List<(int, Range, int)> fields = [];
        int at = 0;
        while (at < message.Length)
        {
            int start = at;
            ulong tag = ReadVarint(message, ref at);
            switch ((int)(tag & 7))
            {
                case 0:
                    ReadVarint(message, ref at);
                    break;
                case 1:
                    at = checked(at + 8);
                    break;
                case LengthDelimited:
                    int length = checked((int)ReadVarint(message, ref at));
                    ArgumentOutOfRangeException.ThrowIfGreaterThan(length, message.Length - at);
                    fields.Add((checked((int)(tag >> 3)), at..(at + length), start));
                    at += length;
                    break;
                case 5:
                    at = checked(at + 4);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(message), tag, "Not a protobuf field.");
            }
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(at, message.Length);
        return fields;
    }

    /// <summary>The first field of that number as text; empty when there is none.</summary>
    internal static string Text(ReadOnlySpan<byte> message, int field)
    {
        foreach ((int number, Range range) in Fields(message))
        {
            if (number == field)
            {
                return System.Text.Encoding.UTF8.GetString(message[range]);
            }
        }

        return "";
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte b = message[at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw new OverflowException("A varint has at most ten bytes.");
    }

    private static void WriteVarint(MemoryStream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }
}
