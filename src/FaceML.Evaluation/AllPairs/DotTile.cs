using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FaceML.Evaluation.AllPairs;

/// <summary>
/// The register-blocked kernel of the all-pairs comparison: 6 × 16 dot products at once, twelve accumulators of eight floats, two columns'
/// vectors and one broadcast in flight (Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication"). Rows and columns
/// are packed so that the kernel reads both in order. A pair's sum is formed in the same order wherever it stands in a tile.
/// </summary>
internal static unsafe class DotTile
{
    public const int Rows = 6;
    public const int Columns = 16;

    /// <summary>
    /// Packs vectors in groups of <paramref name="group"/>, dimension after dimension; the last group is filled with zeros. Free with
    /// <see cref="Free"/>.
    /// </summary>
    public static float* Pack(ReadOnlySpan<float> vectors, ReadOnlySpan<int> order, int dimension, int group)
    {
        int groups = (order.Length + group - 1) / group;
        float* packed = (float*)NativeMemory.AlignedAlloc((nuint)groups * (nuint)group * (nuint)dimension * sizeof(float), 64);
        for (int g = 0; g < groups; g++)
        {
            float* panel = packed + ((nint)g * group * dimension);
            for (int i = 0; i < group; i++)
            {
                int at = (g * group) + i;
                ReadOnlySpan<float> vector = at < order.Length ? vectors.Slice(order[at] * dimension, dimension) : default;
                for (int k = 0; k < dimension; k++)
                {
                    panel[((nint)k * group) + i] = vector.IsEmpty ? 0 : vector[k];
                }
            }
        }

        return packed;
    }

    public static void Free(float* packed) => NativeMemory.AlignedFree(packed);

    /// <summary>
    /// Writes the 6 × 16 dot products of one packed group of rows and one of columns to <paramref name="result"/>, row by row.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(float* rows, float* columns, int dimension, float* result)
    {
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector256<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        for (int k = 0; k < dimension; k++)
        {
            Vector256<float> left = Vector256.Load(columns), right = Vector256.Load(columns + 8);
            Vector256<float> row = Vector256.Create(rows[0]);
            a0 = Vector256.FusedMultiplyAdd(row, left, a0);
            a1 = Vector256.FusedMultiplyAdd(row, right, a1);
            row = Vector256.Create(rows[1]);
            b0 = Vector256.FusedMultiplyAdd(row, left, b0);
            b1 = Vector256.FusedMultiplyAdd(row, right, b1);
            row = Vector256.Create(rows[2]);
            c0 = Vector256.FusedMultiplyAdd(row, left, c0);
            c1 = Vector256.FusedMultiplyAdd(row, right, c1);
            row = Vector256.Create(rows[3]);
            d0 = Vector256.FusedMultiplyAdd(row, left, d0);
            d1 = Vector256.FusedMultiplyAdd(row, right, d1);
            row = Vector256.Create(rows[4]);
            e0 = Vector256.FusedMultiplyAdd(row, left, e0);
            e1 = Vector256.FusedMultiplyAdd(row, right, e1);
            row = Vector256.Create(rows[5]);
            f0 = Vector256.FusedMultiplyAdd(row, left, f0);
            f1 = Vector256.FusedMultiplyAdd(row, right, f1);
            rows += Rows;
            columns += Columns;
        }

        a0.Store(result);
        a1.Store(result + 8);
        b0.Store(result + 16);
        b1.Store(result + 24);
        c0.Store(result + 32);
        c1.Store(result + 40);
        d0.Store(result + 48);
        d1.Store(result + 56);
        e0.Store(result + 64);
        e1.Store(result + 72);
        f0.Store(result + 80);
        f1.Store(result + 88);
    }
}
