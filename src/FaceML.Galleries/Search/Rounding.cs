using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FaceML.Galleries.Search;

/// <summary>
/// Rows rounded to 8 bits a number, in planes: the 4 high bits of each number, the bit below them (the middle plane), and the 4 low bits,
/// that one again among them. A pass over the high plane reads an eighth of what floats take, the middle one a quarter of that.
/// <see cref="RoundedProbe"/> says what follows from the products for the scores.
/// </summary>
internal static class Rounding
{
    // 64 numbers take 32 bytes of a plane: number i shares a byte with number i + 32.
    private const int GroupNumbers = 64, GroupBytes = 32;

    // 256 numbers take 32 bytes of the middle plane: number i has bit i / 32 of byte i % 32.
    private const int MiddleNumbers = 8 * GroupBytes;

    // So many bytes of a plane add up in 16 bits: 8 sums of two products, each at most 2 · 15 · 127.
    private const int RunBytes = 4 * GroupBytes;

    // What is read from memory at once.
    private const int LineBytes = 64;

    // Shorter numbers than these are rounded to nothing, because dividing by their scale would leave the range.
    private const float Least = 1e-30f;

    /// <summary>A rounded row is half its scale · (32 · high + 2 · low − <see cref="TwiceOffset"/>); by the high plane alone, whose numbers
    /// then stand for the middle of 16 codes, half its scale · (32 · high − <see cref="TwiceHighOffset"/>); with the middle plane, for 8
    /// codes, half its scale · (32 · high + 16 · middle − <see cref="TwiceMiddleOffset"/>).</summary>
    public const int TwiceOffset = 2 * 128, TwiceHighOffset = TwiceOffset - 15, TwiceMiddleOffset = TwiceOffset - 7;

    /// <summary>Whether this machine has the instructions; elsewhere floats are compared at once.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>The bytes of a row of the high or the low plane.</summary>
    public static int BytesOf(int dimension) => (dimension + GroupNumbers - 1) / GroupNumbers * GroupBytes;

    /// <summary>The bytes of a row of the middle plane.</summary>
    public static int MiddleBytesOf(int dimension) => (dimension + MiddleNumbers - 1) / MiddleNumbers * GroupBytes;

    /// <summary>Rounds a row.</summary>
    /// <returns>The scale, and the lengths of what was rounded away: by the high plane alone, with the middle one, and by all.</returns>
    public static (float Scale, float HighError, float MiddleError, float Error) Round(
        ReadOnlySpan<float> vector, Span<byte> high, Span<byte> middle, Span<byte> low)
    {
        float largest = Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        if (largest < Least)
        {
            high.Clear();
            middle.Clear();
            low.Clear();
            return (0, Allowed(0), Allowed(0), Allowed(0));
        }

        float scale = largest / sbyte.MaxValue;
        Span<float> codes = stackalloc float[vector.Length], coarse = stackalloc float[vector.Length];
        TensorPrimitives.Divide(vector, scale, codes);
        TensorPrimitives.Round(codes, codes);
        Pack(codes, high, middle, low);
        return (scale, Coarse(vector, codes, scale, 16, coarse), Coarse(vector, codes, scale, 8, coarse),
            Coarse(vector, codes, scale, 1, coarse));
    }

    /// <summary>Rounds a probe to 8 bits a number.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="codes">As many as a row of the middle plane has bits.</param>
    /// <returns>The scale, and the length of what was rounded away.</returns>
    public static (float Scale, float Error) RoundProbe(ReadOnlySpan<float> probe, Span<sbyte> codes)
    {
        codes.Clear();
        float largest = Math.Abs(TensorPrimitives.MaxMagnitude(probe));
        if (largest < Least)
        {
            return (0, Allowed(0));
        }

        float scale = largest / sbyte.MaxValue;
        double error = 0;
        for (int i = 0; i < probe.Length; i++)
        {
            codes[i] = (sbyte)MathF.Round(probe[i] / scale);
            double gone = probe[i] - ((double)codes[i] * scale);
            error += gone * gone;
        }

        return (scale, Allowed((float)Math.Sqrt(error)));
    }

    /// <summary>The inner products of a probe's codes with rows of the high or the low plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<sbyte> probe, ReadOnlySpan<byte> plane, int bytes, Span<int> products)
    {
        ref sbyte q = ref MemoryMarshal.GetReference(probe);
        ref byte rows = ref MemoryMarshal.GetReference(plane);
        for (int row = 0; row < products.Length; row++)
        {
            products[row] = Multiply(ref q, ref Unsafe.Add(ref rows, (nint)row * bytes), bytes);
        }
    }

    /// <summary>The inner product of a probe's codes with one row of the high or the low plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Multiply(ReadOnlySpan<sbyte> probe, ReadOnlySpan<byte> row) =>
        Multiply(ref MemoryMarshal.GetReference(probe), ref MemoryMarshal.GetReference(row), row.Length);

    /// <summary>The inner product of a probe's codes with one row of the middle plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int MultiplyMiddle(ReadOnlySpan<sbyte> probe, ReadOnlySpan<byte> row)
    {
        ref sbyte q = ref MemoryMarshal.GetReference(probe);
        Vector256<int> sum = default;
        for (int at = 0; at < row.Length; at += GroupBytes)
        {
            Vector256<byte> bits = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(row), (nuint)at);
            nuint first = (nuint)(8 * at);
            sum += Avx2.MultiplyAddAdjacent(
                MultiplyBits(bits, 0, ref q, first) + MultiplyBits(bits, 1, ref q, first) + MultiplyBits(bits, 2, ref q, first)
                + MultiplyBits(bits, 3, ref q, first) + MultiplyBits(bits, 4, ref q, first) + MultiplyBits(bits, 5, ref q, first)
                + MultiplyBits(bits, 6, ref q, first) + MultiplyBits(bits, 7, ref q, first), Vector256<short>.One);
        }

        return Vector256.Sum(sum);
    }

    /// <summary>Sets the bits of eight numbers of a row that was cleared, as <see cref="MultiplyMiddle"/> takes them.</summary>
    public static void SetMiddle(Span<byte> row, int first, uint bits)
    {
        (int group, int within) = (first / MiddleNumbers, first % MiddleNumbers);
        Span<byte> bytes = row.Slice((group * GroupBytes) + (within % GroupBytes), 8);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] |= (byte)(((bits >> i) & 1) << (within / GroupBytes));
        }
    }

    /// <summary>Says that a row will be read soon: rows here and there are waited for one after the other else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ReadOnlySpan<byte> row)
    {
        for (int at = 0; at < row.Length; at += LineBytes)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetReference(row), at)));
        }
    }

    // Floats add up with an error of their own: a little more is allowed.
    private static float Allowed(float error) => (error * 1.001f) + 1e-6f;

    // What is rounded away where so many neighboring codes are taken as their middle.
    private static float Coarse(ReadOnlySpan<float> vector, ReadOnlySpan<float> codes, float scale, int step, Span<float> rest)
    {
        TensorPrimitives.Multiply(codes, 1f / step, rest);
        TensorPrimitives.Floor(rest, rest);
        TensorPrimitives.MultiplyAdd(rest, -step * scale, vector, rest);
        TensorPrimitives.Subtract(rest, (step - 1) / 2f * scale, rest);
        return Allowed(TensorPrimitives.Norm<float>(rest));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(ReadOnlySpan<float> codes, Span<byte> high, Span<byte> middle, Span<byte> low)
    {
        Span<byte> bytes = stackalloc byte[Math.Max(2 * high.Length, MiddleNumbers / GroupBytes * middle.Length)];
        int i = 0;
        for (; i + GroupBytes <= codes.Length; i += GroupBytes)
        {
            Vector256<sbyte> signed = Vector256.Narrow(
                Vector256.Narrow(WholeAt(codes, i), WholeAt(codes, i + 8)),
                Vector256.Narrow(WholeAt(codes, i + 16), WholeAt(codes, i + 24)));
            (signed.AsByte() ^ Vector256.Create((byte)128)).CopyTo(bytes[i..]);
        }

        for (; i < codes.Length; i++)
        {
            bytes[i] = (byte)(codes[i] + 128);
        }

        for (int at = 0; at < high.Length; at += GroupBytes)
        {
            Vector256<byte> first = Vector256.Create<byte>(bytes[(2 * at)..]),
                second = Vector256.Create<byte>(bytes[((2 * at) + GroupBytes)..]);
            ((first >>> 4) | (second & Vector256.Create((byte)0xF0))).CopyTo(high[at..]);
            ((first & Vector256.Create((byte)0x0F)) | (second << 4)).CopyTo(low[at..]);
        }

        for (int at = 0; at < middle.Length; at += GroupBytes)
        {
            Vector256<byte> bits = default;
            for (int bit = 0; bit < 8; bit++)
            {
                bits |= ((Vector256.Create<byte>(bytes[((8 * at) + (bit * GroupBytes))..]) >>> 3) & Vector256<byte>.One) << bit;
            }

            bits.CopyTo(middle[at..]);
        }

        static Vector256<int> WholeAt(ReadOnlySpan<float> codes, int at) => Vector256.ConvertToInt32(Vector256.Create(codes[at..]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Multiply(ref sbyte q, ref byte row, int bytes)
    {
        Vector256<short> ones = Vector256<short>.One;
        Vector256<int> sum = default;
        int at = 0;
        for (; at + RunBytes <= bytes; at += RunBytes)
        {
            Vector256<short> run = MultiplyGroup(ref q, ref row, at) + MultiplyGroup(ref q, ref row, at + GroupBytes)
                + (MultiplyGroup(ref q, ref row, at + (2 * GroupBytes)) + MultiplyGroup(ref q, ref row, at + (3 * GroupBytes)));
            sum += Avx2.MultiplyAddAdjacent(run, ones);
        }

        for (; at < bytes; at += GroupBytes)
        {
            sum += Avx2.MultiplyAddAdjacent(MultiplyGroup(ref q, ref row, at), ones);
        }

        return Vector256.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> MultiplyGroup(ref sbyte q, ref byte row, int at)
    {
        Vector256<byte> both = Vector256.LoadUnsafe(ref row, (nuint)at), mask = Vector256.Create((byte)0x0F);
        return Avx2.MultiplyAddAdjacent(both & mask, Vector256.LoadUnsafe(ref q, (nuint)(2 * at)))
            + Avx2.MultiplyAddAdjacent(
                (both.AsUInt16() >>> 4).AsByte() & mask, Vector256.LoadUnsafe(ref q, (nuint)((2 * at) + GroupBytes)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> MultiplyBits(Vector256<byte> bits, [ConstantExpected] int bit, ref sbyte q, nuint first) =>
        Avx2.MultiplyAddAdjacent(
            (bits.AsUInt16() >>> bit).AsByte() & Vector256<byte>.One, Vector256.LoadUnsafe(ref q, first + (nuint)(bit * GroupBytes)));
}
