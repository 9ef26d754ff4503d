using System.Text.RegularExpressions;

namespace FaceML.Galleries.Exchange;

/// <summary>Writes a matrix of 32-bit numbers in NumPy's format 1.0 (numpy.lib.format), row by row; the number of rows is filled in at the
/// end.</summary>
internal sealed class NumpyWriter
{
    // Room for any number of rows; the format requires header and data aligned to 64 bytes.
    private const int HeaderBytes = 128;

    private readonly Stream stream;
    private readonly int dimension;
    private readonly byte[] buffer;
    private long rows;

    public NumpyWriter(Stream stream, int dimension)
    {
        (this.stream, this.dimension, buffer) = (stream, dimension, new byte[dimension * sizeof(float)]);
        stream.Write(Header(0));
    }

    public void Write(ReadOnlySpan<float> row)
    {
        TemplateSealer.WriteNumbers(row, buffer);
        stream.Write(buffer);
        rows++;
    }

    public void Finish()
    {
        stream.Position -= (rows * buffer.Length) + HeaderBytes;
        stream.Write(Header(rows));
        stream.Seek(0, SeekOrigin.End);
    }

    private byte[] Header(long count)
    {
        byte[] header = new byte[HeaderBytes];
        "NUMPY"u8.CopyTo(header.AsSpan(1));
        (header[0], header[6], header[7]) = (0x93, 1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), HeaderBytes - 10);
        string text = string.Create(
            CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({count}, {dimension}), }}");
        Encoding.ASCII.GetBytes(text.PadRight(HeaderBytes - 11) + "\n").CopyTo(header, 10);
        return header;
    }
}

/// <summary>Reads a matrix of 32-bit numbers, row by row.</summary>
internal sealed partial class NumpyReader
{
    private const int LongestHeader = 65535;

    private readonly Stream stream;
    private readonly byte[] buffer;
    private long read;

    public NumpyReader(Stream stream)
    {
        this.stream = stream;
        byte[] start = new byte[10];
        stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (start[0] != 0x93 || !start.AsSpan(1, 5).SequenceEqual("NUMPY"u8) || start[6] != 1)
        {
            throw new GalleryException(GalleryError.InvalidArgument, "The matrix must be a NumPy file of format 1; it is not.");
        }

        byte[] header = new byte[Math.Min(LongestHeader, (int)BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8)))];
        stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        Match match = Shape().Match(Encoding.ASCII.GetString(header));
        if (!match.Success || !long.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out long rows)
            || !int.TryParse(match.Groups[2].Value, CultureInfo.InvariantCulture, out int columns)
                || columns is < 1 or > GalleryDefinition.LargestDimension)
        {
            throw new GalleryException(
                GalleryError.InvalidArgument, "The matrix must hold rows of little-endian 32-bit numbers ('<f4', C order); it does not.");
        }

        (Rows, buffer) = (rows, new byte[columns * sizeof(float)]);
    }

    public long Rows { get; }

    /// <summary>The next row; null after the last.</summary>
    public float[]? Read()
    {
        if (read++ == Rows)
        {
            return null;
        }

        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
        {
            throw new GalleryException(GalleryError.InvalidArgument, $"The matrix must have {Rows} rows; it ends in row {read}.");
        }

        float[] row = new float[buffer.Length / sizeof(float)];
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = BinaryPrimitives.ReadSingleLittleEndian(buffer.AsSpan(i * sizeof(float)));
        }

        return row;
    }

    [GeneratedRegex(@"^\{'descr': '<f4', 'fortran_order': False, 'shape': \((\d+), (\d+)\), \}\s*$")]
    private static partial Regex Shape();
}
