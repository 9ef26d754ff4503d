using System.Runtime.Intrinsics;

namespace FaceML.Galleries.Search;

/// <summary>
/// The signs of a block's rows, one bit a number, a second bit, and what they leave out. Of a row x with the signs s, factor · s = x + w
/// with the factor ‖x‖² / ‖x‖₁, so that w stands at a right angle to x: the estimates of <see cref="SignProbe"/> are not biased. After Gao
/// and Long 2024, "RaBitQ: Quantizing High-Dimensional Vectors with a Theoretical Error Bound for Approximate Nearest Neighbor Search",
/// whose rows are rotated at random before, as these must be.
/// </summary>
internal sealed class SignPlane(int dimension)
{
    /// <summary>Rows that share a run of the plane: the first byte of each, then the second one, so that an instruction looks up a byte of
    /// many rows, and memory is read from one end to the other.</summary>
    public const int GroupRows = 128;

    // The rows that one instruction takes.
    private const int PartRows = 32;

    private const int FitBytes = 2 * sizeof(float);

    private readonly int columns = BytesOf(dimension), secondBytes = Rounding.MiddleBytesOf(dimension) + FitBytes;

    public byte[] Signs { get; } = new byte[VectorTable.BlockRows * BytesOf(dimension)];

    /// <summary>What the signs of each row are multiplied with.</summary>
    public float[] Factors { get; } = new float[VectorTable.BlockRows];

    /// <summary>The length of w of each row.</summary>
    public float[] Errors { get; } = new float[VectorTable.BlockRows];

    /// <summary>The second bits of each row, and behind them what both bits are multiplied with and the length of what they leave out,
    /// because the three are read together here and there.</summary>
    public byte[] Seconds { get; } = new byte[VectorTable.BlockRows * (Rounding.MiddleBytesOf(dimension) + FitBytes)];

    public Span<byte> SecondsOf(int row) => Seconds.AsSpan(row * secondBytes, secondBytes);

    /// <summary>The bytes of a row.</summary>
    public static int BytesOf(int dimension) => (dimension + 7) / 8;

    public void Set(int row, ReadOnlySpan<float> vector)
    {
        Span<byte> record = SecondsOf(row), seconds = record[..^FitBytes];
        seconds.Clear();
        Span<float> padded = stackalloc float[8 * seconds.Length];
        padded.Clear();
        vector.CopyTo(padded);
        Span<byte> bits = stackalloc byte[seconds.Length];
        float square = TensorPrimitives.SumOfSquares(vector), sum = TensorPrimitives.SumOfMagnitudes(vector);
        (float largeSum, int large) = Pack(padded, MathF.Sqrt(square / vector.Length), bits, seconds);
        for (int column = 0; column < columns; column++)
        {
            Signs[At(row, column)] = bits[column];
        }

        (Factors[row], Errors[row]) = Fit(square, sum, vector.Length);
        (float factor, float error) = Fit(square, sum + (2 * largeSum), vector.Length + (8 * large));
        BinaryPrimitives.WriteSingleLittleEndian(record[^FitBytes..], factor);
        BinaryPrimitives.WriteSingleLittleEndian(record[^sizeof(float)..], error);
    }

    /// <summary>The second bits of a row, what both bits are multiplied with, and the length of what they leave out.</summary>
    public ReadOnlySpan<byte> SecondsOf(int row, out float factor, out float error)
    {
        ReadOnlySpan<byte> record = SecondsOf(row);
        factor = BinaryPrimitives.ReadSingleLittleEndian(record[^FitBytes..]);
        error = BinaryPrimitives.ReadSingleLittleEndian(record[^sizeof(float)..]);
        return record[..^FitBytes];
    }

    public void Copy(SignPlane from, int at, int row)
    {
        for (int column = 0; column < columns; column++)
        {
            Signs[At(row, column)] = from.Signs[At(at, column)];
        }

        from.SecondsOf(at).CopyTo(SecondsOf(row));
        (Factors[row], Errors[row]) = (from.Factors[at], from.Errors[at]);
    }

    public void Clear(int row)
    {
        for (int column = 0; column < columns; column++)
        {
            Signs[At(row, column)] = 0;
        }

        SecondsOf(row).Clear();
        (Factors[row], Errors[row]) = (0, 0);
    }

    // Both bits of all numbers: those that are not negative, and those that are not and large or are and small. Gives the sum of the large
    // ones' lengths and how many they are.
    private static (float Sum, int Count) Pack(ReadOnlySpan<float> vector, float large, Span<byte> bits, Span<byte> seconds)
    {
        Vector256<float> sum = default, limit = Vector256.Create(large);
        Vector256<int> count = default;
        for (int i = 0; i < vector.Length; i += Vector256<float>.Count)
        {
            Vector256<float> numbers = Vector256.Create(vector[i..]), lengths = Vector256.Abs(numbers);
            Vector256<int> positive = Vector256.GreaterThanOrEqual(numbers, Vector256<float>.Zero).AsInt32(),
                isLarge = Vector256.GreaterThanOrEqual(lengths, limit).AsInt32();
            bits[i / 8] = (byte)positive.ExtractMostSignificantBits();
            (sum, count) = (sum + (lengths.AsInt32() & isLarge).AsSingle(), count - isLarge);
            uint second = Vector256.Equals(positive, isLarge).ExtractMostSignificantBits();
            Rounding.SetMiddle(seconds, i, second);
        }

        return (Vector256.Sum(sum), Vector256.Sum(count));
    }

    // Of a vector's square and its product with whole numbers that stand for it, and of their square: the factor and the length of w.
    private static (float Factor, float Error) Fit(float square, float product, float wholeSquare)
    {
        float factor = product > 0 ? square / product : 0;
        return (factor, MathF.Sqrt(MathF.Max(0, (factor * factor * wholeSquare) - square)));
    }

    // The sums of a part come out as those of its even and of its odd bytes: the first half of its rows has the even ones.
    private int At(int row, int column)
    {
        int part = row % GroupRows / PartRows, within = row % PartRows;
        int place = within < PartRows / 2 ? 2 * within : (2 * (within - (PartRows / 2))) + 1;
        return (((row / GroupRows * columns) + column) * GroupRows) + (part * PartRows) + place;
    }
}
