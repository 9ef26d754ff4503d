using System.Security.Cryptography;
using System.Text;

namespace FaceML.Training.Data;

/// <summary>A binary record: eight letters of kind, a version, the content, SHA-256 over all of it. Little-endian.</summary>
internal static class SealedRecord
{
    private const int HashBytes = 32;

    /// <summary>Seals what is written by <paramref name="content"/>.</summary>
    public static byte[] Write(string kind, int version, Action<BinaryWriter> content)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Encoding.ASCII.GetBytes(kind));
            writer.Write(version);
            content(writer);
        }

        stream.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <summary>Opens a sealed record; nothing of it is used before its hash is found right.</summary>
    /// <exception cref="CheckpointException">Damaged, of another kind or version, or with something behind its end.</exception>
    public static T Read<T>(byte[] bytes, string kind, int version, Func<BinaryReader, T> content)
    {
        int length = bytes.Length - HashBytes;
        if (length < kind.Length + sizeof(int) || Encoding.ASCII.GetString(bytes, 0, kind.Length) != kind)
        {
            throw new CheckpointException($"This is no {kind} record.");
        }

        if (!SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
        {
            throw new CheckpointException($"The {kind} record is damaged: its checksum does not fit its content.");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, 0, length), Encoding.UTF8);
        reader.BaseStream.Position = kind.Length;
        int found = reader.ReadInt32();
        if (found != version)
        {
            throw new CheckpointException($"The {kind} record has version {found}; this program reads version {version}.");
        }

        try
        {
            T result = content(reader);
            return reader.BaseStream.Position == length
                ? result
                : throw new CheckpointException($"The {kind} record goes on behind its end.");
        }
        catch (Exception e) when (e is IOException or ArgumentException or OverflowException or FormatException)
        {
            throw new CheckpointException($"The {kind} record cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes numbers with their count.</summary>
    public static void Write(this BinaryWriter writer, float[] numbers)
    {
        writer.Write(numbers.Length);
        writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(numbers));
    }

    /// <summary>Writes a record inside a record, with its length.</summary>
    public static void WriteBlock(this BinaryWriter writer, byte[] block)
    {
        writer.Write(block.Length);
        writer.Write(block);
    }

    /// <summary>Reads what <see cref="WriteBlock"/> wrote; no more memory is taken than there are bytes left.</summary>
    public static byte[] ReadBlock(this BinaryReader reader, string what)
    {
        int length = reader.ReadInt32();
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        return length >= 0 && length <= left
            ? reader.ReadBytes(length)
            : throw new CheckpointException($"{what} of {length} bytes must fit into the {left} bytes that are left.");
    }

    /// <summary>Reads numbers into an array whose length must be the one written.</summary>
    public static void ReadInto(this BinaryReader reader, float[] numbers)
    {
        int count = reader.ReadInt32();
        if (count != numbers.Length)
        {
            throw new CheckpointException($"{numbers.Length} numbers were expected, {count} are there.");
        }

        reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers.AsSpan()));
    }

    /// <summary>As <see cref="ReadInto"/>, for numbers of which none may be infinite or NaN.</summary>
    public static void ReadFinite(this BinaryReader reader, float[] numbers, string what)
    {
        reader.ReadInto(numbers);
        if (!System.Numerics.Tensors.TensorPrimitives.IsFiniteAll<float>(numbers))
        {
            throw new CheckpointException($"{what} must hold finite numbers only.");
        }
    }
}
