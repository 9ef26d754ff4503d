using System.Buffers.Binary;
using System.Text;

namespace FaceML.Import.Tflite;

/// <summary>
/// A table of a flatbuffer, read with every offset and length checked against the buffer first. The format (flatbuffers.dev, "Internals"):
/// a table begins with the signed distance back to its vtable; the vtable lists its own size, the table's size, then a 16-bit offset a
/// field (0: absent). Vectors, strings and tables are 32-bit offsets forward; vectors begin with their length.
/// </summary>
internal readonly struct FlatTable
{
    private readonly byte[] data;
    private readonly int position;
    private readonly int vtable;
    private readonly int vtableSize;

    private FlatTable(byte[] data, int position, string what)
    {
        this.data = data;
        this.position = position;
        long start = position - (long)ReadInt32(data, position, what);
        vtable = Checked(data, start, 4, what);
        vtableSize = BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(vtable));
        Checked(data, start, Math.Max(4, vtableSize), what);
    }

    /// <summary>The buffer's root table.</summary>
    public static FlatTable Root(byte[] data) => new(data, Forward(data, 0, "the root"), "the root");

    public bool Has(int field) => Find(field) > 0;

    public byte Byte(int field, byte fallback) => Find(field) is > 0 and var at ? data[Checked(data, at, 1, "a byte")] : fallback;

    public int Int32(int field, int fallback) => Find(field) is > 0 and var at ? ReadInt32(data, at, "an integer") : fallback;

    public float Float(int field, float fallback) => Find(field) is > 0 and var at
        ? BitConverter.Int32BitsToSingle(ReadInt32(data, at, "a number"))
        : fallback;

    public FlatTable? Table(int field, string what) => Find(field) is > 0 and var at
        ? new FlatTable(data, Forward(data, at, what), what)
        : null;

    public string Text(int field, string what)
    {
        (int start, int count) = Vector(field, 1, what);
        return Encoding.UTF8.GetString(data, start, count);
    }

    public ReadOnlyMemory<byte> Bytes(int field, string what)
    {
        (int start, int count) = Vector(field, 1, what);
        return data.AsMemory(start, count);
    }

    public int[] Int32s(int field, int limit, string what) => Numbers(field, 4, limit, what, BinaryPrimitives.ReadInt32LittleEndian);

    public long[] Int64s(int field, int limit, string what) => Numbers(field, 8, limit, what, BinaryPrimitives.ReadInt64LittleEndian);

    public float[] Floats(int field, int limit, string what) => Numbers(field, 4, limit, what, BinaryPrimitives.ReadSingleLittleEndian);

    public FlatTable[] Tables(int field, int limit, string what)
    {
        (int start, int count) = Vector(field, 4, what);
        if (count > limit)
        {
            throw Damaged($"{what} number {count}, more than {limit}");
        }

        var tables = new FlatTable[count];
        for (int i = 0; i < count; i++)
        {
            tables[i] = new(data, Forward(data, start + (i * 4), what), what);
        }

        return tables;
    }

    private delegate T Reader<T>(ReadOnlySpan<byte> bytes);

    private T[] Numbers<T>(int field, int size, int limit, string what, Reader<T> read)
    {
        (int start, int count) = Vector(field, size, what);
        if (count > limit)
        {
            throw Damaged($"{what} holds {count} numbers, more than {limit}");
        }

        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = read(data.AsSpan(start + (i * size)));
        }

        return values;
    }

    /// <summary>Where a vector's elements begin and how many there are; an absent one is empty.</summary>
    private (int Start, int Count) Vector(int field, int size, string what)
    {
        int at = Find(field);
        if (at == 0)
        {
            return (0, 0);
        }

        int vector = Forward(data, at, what);
        uint count = (uint)ReadInt32(data, vector, what);
        return (Checked(data, vector + 4L, count * (long)size, what), (int)count);
    }

    /// <summary>The position of a field, 0 when it is absent.</summary>
    private int Find(int field)
    {
        int entry = 4 + (field * 2);
        if (entry + 2 > vtableSize)
        {
            return 0;
        }

        int offset = BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(vtable + entry));
        return offset == 0 ? 0 : Checked(data, (long)position + offset, 1, "a field");
    }

    private static int Forward(byte[] data, int at, string what) => Checked(data, at + (long)(uint)ReadInt32(data, at, what), 4, what);

    private static int ReadInt32(byte[] data, long at, string what) =>
        BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(Checked(data, at, 4, what)));

    private static int Checked(byte[] data, long at, long bytes, string what) =>
        at >= 0 && at + bytes <= data.Length ? (int)at : throw Damaged($"{what} lies outside its {data.Length} bytes");

    private static ImportException Damaged(string what) => new($"The TensorFlow Lite file is cut off or damaged: {what}.");
}
