using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FaceML.Galleries.Search;

/// <summary>
/// A probe q, and what the signs of rows say about scores. For a row x with factor · s = x + w the estimate is factor · ⟨s, q⟩, and what it
/// is wrong by, ⟨w, q⟩, is ‖w‖‖q‖ times the cosine of an angle that a random rotation made random: its standard deviation is at most
/// 1/√(d − 1) (Gao and Long 2024, theorem 3.2).
/// ⟨s, q⟩ is summed from tables in registers, of 16 sums for each four numbers of q (André, Kermarrec and Le Scouarnec 2015, "Cache
/// locality is not enough: High-performance nearest neighbor search with product quantization fast scan").
/// </summary>
internal sealed class SignProbe
{
    // Numbers of the probe are whole ones up to this, so that the sum of eight fits a byte, and that of all fits 16 bits.
    private const int Largest = 31;

    private const int TableBytes = 32;

    // Each table twice, as the instruction requires. The low half of a byte of signs, then the high one.
    private readonly byte[] tables;
    private readonly int columns, sum;
    private readonly float scale, reach;

    /// <summary>Prepares a probe.</summary>
    /// <param name="probe">The probe, rotated as the rows are.</param>
    /// <param name="deviations">How many standard deviations a score may lie above its estimate.</param>
    public SignProbe(ReadOnlySpan<float> probe, float deviations)
    {
        columns = SignPlane.BytesOf(probe.Length);
        tables = new byte[columns * 2 * TableBytes];
        Span<int> codes = stackalloc int[8 * columns];
        codes.Clear();
        int most = Math.Max(1, Math.Min(Largest, ushort.MaxValue / (8 * columns)));
        scale = Math.Abs(TensorPrimitives.MaxMagnitude(probe)) / most;
        double rest = 0;
        for (int i = 0; i < probe.Length && scale > 0; i++)
        {
            codes[i] = (int)MathF.Round(probe[i] / scale);
            sum += Math.Abs(codes[i]);
            double gone = probe[i] - (codes[i] * (double)scale);
            rest += gone * gone;
        }

        for (int at = 0; at < tables.Length; at++)
        {
            // Of a sum of numbers with their signs, twice those that come with the sign that the number has.
            ReadOnlySpan<int> four = codes.Slice(4 * (at / TableBytes), 4);
            for (int i = 0; i < four.Length; i++)
            {
                tables[at] += (byte)(((at >> i) & 1) == (four[i] >= 0 ? 1 : 0) ? Math.Abs(four[i]) : 0);
            }
        }

        // Rounding the probe moves estimates too: by its length times that of factor · s, whose square is about ‖w‖² / (1 − 2/π).
        double square = TensorPrimitives.SumOfSquares(probe) + (rest / (1 - (2 / Math.PI)));
        reach = deviations * (float)Math.Sqrt(square / Math.Max(1, probe.Length - 1));
    }

    /// <summary>Estimates the scores of a block's rows.</summary>
    /// <param name="plane">The signs of the rows.</param>
    /// <param name="likely">A score that is worth comparing at once.</param>
    /// <param name="estimates">Gets an estimate a row.</param>
    /// <param name="selected">Gets the rows whose estimates are not lower than <paramref name="likely"/>.</param>
    /// <returns>How many these are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Estimate(SignPlane plane, float likely, Span<float> estimates, Span<int> selected)
    {
        ref byte signs = ref MemoryMarshal.GetArrayDataReference(plane.Signs);
        ref byte table = ref MemoryMarshal.GetArrayDataReference(tables);
        int count = 0;
        for (int row = 0; row < estimates.Length; row += SignPlane.GroupRows)
        {
            ref byte group = ref Unsafe.Add(ref signs, (nint)row * columns);
            Vector256<ushort> all0 = default, odd0 = default, all1 = default, odd1 = default, all2 = default, odd2 = default,
                all3 = default, odd3 = default;
            for (int column = 0; column < columns; column++)
            {
                Vector256<byte> low = Vector256.LoadUnsafe(ref table, (nuint)(column * 2 * TableBytes));
                Vector256<byte> high = Vector256.LoadUnsafe(ref table, (nuint)((column * 2 * TableBytes) + TableBytes));
                nuint at = (nuint)(column * SignPlane.GroupRows);
                Vector256<ushort> sums0 = Look(ref group, at, low, high), sums1 = Look(ref group, at + 32, low, high),
                    sums2 = Look(ref group, at + 64, low, high), sums3 = Look(ref group, at + 96, low, high);
                all0 += sums0;
                odd0 += sums0 >>> 8;
                all1 += sums1;
                odd1 += sums1 >>> 8;
                all2 += sums2;
                odd2 += sums2 >>> 8;
                all3 += sums3;
                odd3 += sums3 >>> 8;
            }

            Finish(plane, row, all0, odd0, likely, estimates, selected, ref count);
            Finish(plane, row + 32, all1, odd1, likely, estimates, selected, ref count);
            Finish(plane, row + 64, all2, odd2, likely, estimates, selected, ref count);
            Finish(plane, row + 96, all3, odd3, likely, estimates, selected, ref count);
        }

        return count;
    }

    /// <summary>The rows of a block whose scores can be as large as a number, but for the deviations that are allowed.</summary>
    /// <returns>How many they are.</returns>
    public int Select(SignPlane plane, ReadOnlySpan<float> estimates, float least, Span<int> selected) =>
        RoundedProbe.Select(plane.Errors, estimates, reach, least, selected);

    /// <summary>How large the score of a row can be, but for the deviations that are allowed.</summary>
    public float Bound(SignPlane plane, int row, float estimate) => estimate + (reach * plane.Errors[row]);

    // Of 32 rows, the sums that belong to a byte of each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Look(ref byte group, nuint at, Vector256<byte> low, Vector256<byte> high)
    {
        Vector256<byte> bits = Vector256.LoadUnsafe(ref group, at), mask = Vector256.Create((byte)0x0F);
        return (Avx2.Shuffle(low, bits & mask) + Avx2.Shuffle(high, (bits.AsUInt16() >>> 4).AsByte() & mask)).AsUInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(
        SignPlane plane, int row, Vector256<ushort> all, Vector256<ushort> odd, float likely, Span<float> estimates, Span<int> selected,
            ref int count)
    {
        Vector256<ushort> even = all - (odd << 8);
        Finish(plane, row, Vector256.WidenLower(even), likely, estimates, selected, ref count);
        Finish(plane, row + 8, Vector256.WidenUpper(even), likely, estimates, selected, ref count);
        Finish(plane, row + 16, Vector256.WidenLower(odd), likely, estimates, selected, ref count);
        Finish(plane, row + 24, Vector256.WidenUpper(odd), likely, estimates, selected, ref count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(
        SignPlane plane, int row, Vector256<uint> agreeing, float likely, Span<float> estimates, Span<int> selected, ref int count)
    {
        Vector256<float> products = Vector256.ConvertToSingle((agreeing.AsInt32() << 1) - Vector256.Create(sum));
        Vector256<float> estimate = products * Vector256.Create(scale) * Vector256.Create<float>(plane.Factors.AsSpan(row));
        estimate.CopyTo(estimates[row..]);
        RoundedProbe.Append(Vector256.GreaterThanOrEqual(estimate, Vector256.Create(likely)), row, selected, ref count);
    }
}
