using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FaceML.Galleries.Search;

/// <summary>
/// Vectors rounded to 8 bits (rows) and 16 bits (probes), and their inner products. For row a ≈ s·c and probe q ≈ t·r, with whole c and r:
/// |q·a − s·t·(r·c)| ≤ ‖q‖‖a − sc‖ + ‖q − tr‖‖sc‖ by Cauchy and Schwarz, so that a first pass over rounded rows leaves out nothing that
/// could be among the best.
/// </summary>
internal static class Rounding
{
    private const int Lanes = 16;

    /// <summary>Whether this machine has the instructions; elsewhere floats are compared at once.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Rounds a row; gives the scale and the length of what was rounded away.</summary>
    public static (float Scale, float Error) Round(ReadOnlySpan<float> vector, Span<sbyte> codes)
    {
        float largest = Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        float scale = largest == 0 ? 1 : largest / sbyte.MaxValue;
        Span<float> whole = stackalloc float[vector.Length];
        TensorPrimitives.Divide(vector, scale, whole);
        TensorPrimitives.Round(whole, whole);
        TensorPrimitives.ConvertSaturating<float, sbyte>(whole, codes);
        TensorPrimitives.MultiplyAdd(whole, -scale, vector, whole);
        // Floats add up with an error of their own: a little more is allowed.
        return (scale, (TensorPrimitives.Norm<float>(whole) * 1.001f) + 1e-6f);
    }

    /// <summary>Rounds a probe so that no sum of products with a row's codes can leave 32 bits.</summary>
    public static (float Scale, float Error) RoundProbe(ReadOnlySpan<float> probe, Span<short> codes)
    {
        float largest = Math.Abs(TensorPrimitives.MaxMagnitude(probe)), norm = TensorPrimitives.Norm(probe);
        if (largest == 0)
        {
            codes.Clear();
            return (1, 1e-6f);
        }

        // |Σ r·c| ≤ ‖r‖‖c‖ ≤ ‖r‖ · 127 · √d.
        float most = Math.Min(short.MaxValue / largest, (1 << 30) / (sbyte.MaxValue * MathF.Sqrt(probe.Length) * norm));
        double error = 0;
        for (int i = 0; i < probe.Length; i++)
        {
            codes[i] = (short)MathF.Round(probe[i] * most);
            double gone = probe[i] - ((double)codes[i] / most);
            error += gone * gone;
        }

        return (1 / most, (float)(Math.Sqrt(error) * 1.001) + 1e-6f);
    }

    /// <summary>The inner products of a probe's codes with rows of codes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<short> probe, ReadOnlySpan<sbyte> rows, int count, Span<int> products)
    {
        int dimension = probe.Length, whole = dimension - (dimension % Lanes);
        ref short q = ref MemoryMarshal.GetReference(probe);
        ref sbyte r = ref MemoryMarshal.GetReference(rows);
        for (int row = 0; row < count; row++)
        {
            ref sbyte c = ref Unsafe.Add(ref r, (nint)row * dimension);
            Vector256<int> even = default, odd = default;
            int i = 0;
            for (; i + (2 * Lanes) <= whole; i += 2 * Lanes)
            {
                even += Avx2.MultiplyAddAdjacent(
                    Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref c, (nuint)i)), Vector256.LoadUnsafe(ref q, (nuint)i));
                odd += Avx2.MultiplyAddAdjacent(
                    Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref c, (nuint)(i + Lanes))),
                    Vector256.LoadUnsafe(ref q, (nuint)(i + Lanes)));
            }

            for (; i < whole; i += Lanes)
            {
                even += Avx2.MultiplyAddAdjacent(
                    Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref c, (nuint)i)), Vector256.LoadUnsafe(ref q, (nuint)i));
            }

            int sum = Vector256.Sum(even + odd);
            for (; i < dimension; i++)
            {
                sum += Unsafe.Add(ref q, i) * Unsafe.Add(ref c, i);
            }

            products[row] = sum;
        }
    }
}
