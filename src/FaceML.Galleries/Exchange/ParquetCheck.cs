using Parquet.Meta;

namespace FaceML.Galleries.Exchange;

/// <summary>
/// Looks at the parts of a Parquet file that say how much there is to read before the reader does, which believes them: a footer or page
/// header (structures in Thrift's compact protocol) that ends early or is nested without end would take its memory or never end.
/// </summary>
internal static class ParquetCheck
{
    private const int LongestFooter = 16 << 20, LongestPageHeader = 64 << 10;
    private const int MostPageBytes = 512 << 20;
    private const int MostColumns = 64;
    private const int SchemaField = 2, UncompressedField = 2, CompressedField = 3;

    /// <summary>Checks the footer: its place, its structure, and that there are no more columns than an export can have.</summary>
    /// <exception cref="GalleryException">The file is not an export.</exception>
    public static void Footer(Stream input)
    {
        Span<byte> end = stackalloc byte[8];
        if (input.Length < 12)
        {
            throw Wrong("be a Parquet file");
        }

        input.Position = input.Length - end.Length;
        input.ReadExactly(end);
        int length = BinaryPrimitives.ReadInt32LittleEndian(end);
        if (!end[4..].SequenceEqual("PAR1"u8) || length < 1 || length > Math.Min(LongestFooter, input.Length - 12))
        {
            throw Wrong($"be a Parquet file with a footer of at most {LongestFooter >> 20} MB");
        }

        byte[] footer = new byte[length];
        input.Position = input.Length - end.Length - length;
        input.ReadExactly(footer);
        long[] fields = new long[SchemaField + 1];
        new ThriftWalker(footer).Struct(fields);
        if (fields[SchemaField] is < 1 or > MostColumns)
        {
            throw Wrong($"have at most {MostColumns} columns; it has {fields[SchemaField]:N0}");
        }

        input.Position = 0;
    }

    /// <summary>Checks the pages of a column in a row group.</summary>
    /// <exception cref="GalleryException">They are not those of an export.</exception>
    public static void Pages(Stream input, ColumnMetaData? column, string name, int values)
    {
        if (column is null || column.Codec != CompressionCodec.UNCOMPRESSED)
        {
            throw Wrong($"be written without compression; the column '{name}' is {column?.Codec.ToString() ?? "missing"}");
        }

        if (column.NumValues != values)
        {
            throw Wrong($"have {values:N0} values in the column '{name}' of a row group; it has {column.NumValues:N0}");
        }

        long at = column.DictionaryPageOffset is { } dictionary and > 0 ? Math.Min(dictionary, column.DataPageOffset)
            : column.DataPageOffset;
        long end = at + column.TotalCompressedSize;
        if (at < 4 || column.TotalCompressedSize is < 1 or > MostPageBytes || end > input.Length)
        {
            throw Wrong($"hold the column '{name}' within the file");
        }

        byte[] header = new byte[LongestPageHeader];
        while (at < end)
        {
            input.Position = at;
            int read = input.ReadAtLeast(header, (int)Math.Min(header.Length, end - at), throwOnEndOfStream: false);
            long[] fields = new long[CompressedField + 1];
            at += new ThriftWalker(header.AsSpan(0, (int)Math.Min(read, end - at))).Struct(fields);
            (long whole, long stored) = (fields[UncompressedField], fields[CompressedField]);
            if (whole != stored || stored < 0 || at + stored > end)
            {
                throw Wrong($"have pages within the column '{name}'");
            }

            at += stored;
        }
    }

    public static GalleryException Wrong(string what, Exception? inner = null) =>
        new(GalleryError.InvalidArgument, $"The Parquet file must {what}.", inner);

    // Thrift's compact protocol: a field is a byte (distance to the number of the field before, kind), the number where it is far, the
    // value.
    private ref struct ThriftWalker(ReadOnlySpan<byte> bytes)
    {
        private const int DeepestStruct = 16;

        private readonly ReadOnlySpan<byte> bytes = bytes;
        private int at;

        /// <summary>Walks a structure; gives its length, and of its numbered fields the whole numbers and the lengths of lists.</summary>
        public int Struct(long[] fields)
        {
            Struct(fields, 0);
            return at;
        }

        private void Struct(long[]? fields, int depth)
        {
            if (depth == DeepestStruct)
            {
                throw Wrong($"nest structures at most {DeepestStruct} deep");
            }

            int field = 0;
            for (byte head = Next(); head != 0; head = Next())
            {
                field = head >> 4 == 0 ? (int)ZigZag() : field + (head >> 4);
                long value = Value(head & 15, depth, inList: false);
                if (fields is not null && field > 0 && field < fields.Length)
                {
                    fields[field] = value;
                }
            }
        }

        private long Value(int kind, int depth, bool inList)
        {
            switch (kind)
            {
                case 1 or 2:
                    return inList ? Next() : kind;
                case 3:
                    return Next();
                case 4 or 5 or 6:
                    return ZigZag();
                case 7:
                    return Skip(8);
                case 8:
                    return Skip(Count());
                case 9 or 10:
                    return List(depth + 1);
                case 12:
                    Struct(null, depth + 1);
                    return 0;
                case 13:
                    return Skip(16);
                default:
                    throw Wrong("hold fields of known kinds");
            }
        }

        private int List(int depth)
        {
            byte head = Next();
            int count = head >> 4 == 15 ? Count() : head >> 4;
            if (count > bytes.Length - at || depth >= DeepestStruct)
            {
                throw Wrong("hold as much as it says");
            }

            for (int i = 0; i < count; i++)
            {
                Value(head & 15, depth, inList: true);
            }

            return count;
        }

        private byte Next() => at < bytes.Length ? bytes[at++] : throw Wrong("be whole");

        private int Count() => Number() is var count && count <= (ulong)(bytes.Length - at) ? (int)count : throw Wrong("be whole");

        private int Skip(int count)
        {
            at = count <= bytes.Length - at ? at + count : throw Wrong("be whole");
            return count;
        }

        private long ZigZag() => Number() is var number ? (long)(number >> 1) ^ -(long)(number & 1) : 0;

        private ulong Number()
        {
            ulong number = 0;
            for (int shift = 0; shift < 64; shift += 7)
            {
                byte part = Next();
                number |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80)
                {
                    return number;
                }
            }

            throw Wrong("hold numbers of 64 bits at most");
        }
    }
}
