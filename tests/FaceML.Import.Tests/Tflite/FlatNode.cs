using System.Buffers.Binary;

namespace FaceML.Import.Tests.Tflite;

/// <summary>A flatbuffer table to be written: its fields by number. What tests need to make small files of their own.</summary>
internal sealed class FlatNode
{
    private readonly SortedDictionary<int, object> fields = [];

    public FlatNode Set(int field, object? value)
    {
        if (value is not null)
        {
            fields[field] = value;
        }

        return this;
    }

    /// <summary>A whole buffer with this table as its root: the vtable before each table, everything referred to behind it.</summary>
    public byte[] ToBuffer(string identifier)
    {
        List<byte> buffer = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(identifier)];
        int root = Write(buffer);
        Patch(buffer, 0, root);
        return [.. buffer];
    }

    private int Write(List<byte> buffer)
    {
        int last = fields.Count == 0 ? -1 : fields.Keys.Last();
        int vtableSize = 4 + (2 * (last + 1)), tableSize = 4 + (4 * fields.Count);
        int vtable = buffer.Count, table = vtable + vtableSize;
        buffer.AddRange(new byte[vtableSize + tableSize]);
        Put16(buffer, vtable, vtableSize);
        Put16(buffer, vtable + 2, tableSize);
        Put32(buffer, table, vtableSize);
        int at = 4;
        foreach ((int field, object value) in fields)
        {
            Put16(buffer, vtable + 4 + (2 * field), at);
            switch (value)
            {
                case byte b:
                    buffer[table + at] = b;
                    break;
                case int i:
                    Put32(buffer, table + at, i);
                    break;
                case float f:
                    Put32(buffer, table + at, BitConverter.SingleToInt32Bits(f));
                    break;
                default:
                    Patch(buffer, table + at, Reference(buffer, value));
                    break;
            }

            at += 4;
        }

        return table;
    }

    private static int Reference(List<byte> buffer, object value) => value switch
    {
        FlatNode node => node.Write(buffer),
        string text => Vector(buffer, text.Length, Encoding.ASCII.GetBytes(text)),
        byte[] bytes => Vector(buffer, bytes.Length, bytes),
        int[] numbers => Vector(buffer, numbers.Length, [.. numbers.SelectMany(BitConverter.GetBytes)]),
        float[] numbers => Vector(buffer, numbers.Length, [.. numbers.SelectMany(BitConverter.GetBytes)]),
        long[] numbers => Vector(buffer, numbers.Length, [.. numbers.SelectMany(BitConverter.GetBytes)]),
        FlatNode[] nodes => Tables(buffer, nodes),
        _ => throw new ArgumentException($"{value.GetType()} has no place in a flatbuffer."),
    };

    private static int Tables(List<byte> buffer, FlatNode[] nodes)
    {
        int vector = Vector(buffer, nodes.Length, new byte[4 * nodes.Length]);
        for (int i = 0; i < nodes.Length; i++)
        {
            Patch(buffer, vector + 4 + (4 * i), nodes[i].Write(buffer));
        }

        return vector;
    }

    private static int Vector(List<byte> buffer, int count, byte[] content)
    {
        int at = buffer.Count;
        buffer.AddRange(BitConverter.GetBytes(count));
        buffer.AddRange(content);
        return at;
    }

    private static void Patch(List<byte> buffer, int at, int target) => Put32(buffer, at, target - at);

    private static void Put16(List<byte> buffer, int at, int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        (buffer[at], buffer[at + 1]) = (bytes[0], bytes[1]);
    }

    private static void Put32(List<byte> buffer, int at, int value)
    {
        byte[] bytes = BitConverter.GetBytes(value);
        for (int i = 0; i < 4; i++)
        {
            buffer[at + i] = bytes[i];
        }
    }
}
