using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FaceML.Galleries.Search;

/// <summary>
/// A probe rounded to 8 bits, and what its products with rounded rows say about scores. For a row a that is rounded to b and a probe
/// q ≈ t·r with whole r: q·a ≤ t·(r·b) + ‖q‖‖a − b‖ + ‖q − t·r‖‖b‖ by Cauchy and Schwarz. A row whose bound is too low need not be
/// compared.
/// </summary>
internal sealed class RoundedProbe
{
    // No row is longer than 1.2 (EmbeddingLength).
    private const float LongestRow = 1.2f;

    private readonly sbyte[] codes;
    private readonly int sum;
    private readonly float halfScale, reach, rest;

    /// <summary>Rounds a probe.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="share">How much of the lengths of what was rounded away counts: 1 for bounds that always hold.</param>
    public RoundedProbe(ReadOnlySpan<float> probe, float share = 1)
    {
        codes = new sbyte[8 * Rounding.MiddleBytesOf(probe.Length)];
        (float scale, float error) = Rounding.RoundProbe(probe, codes);
        halfScale = scale / 2;
        foreach (sbyte code in codes)
        {
            sum += code;
        }

        // The length of b is at most that of a and of what was rounded away.
        reach = share * (TensorPrimitives.Norm(probe) + error);
        // The scores themselves are sums of floats.
        rest = (share * LongestRow * error) + (1e-6f * (1 + (probe.Length / 256f)));
    }

    /// <summary>Estimates the scores of a block's rows by the high plane.</summary>
    /// <param name="block">The block.</param>
    /// <param name="likely">A score that is worth comparing at once.</param>
    /// <param name="estimates">Gets as many estimates as it is long, a multiple of 8.</param>
    /// <param name="selected">Gets the rows whose estimates are not lower than <paramref name="likely"/>.</param>
    /// <returns>How many these are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Estimate(VectorTable.Block block, float likely, Span<float> estimates, Span<int> selected)
    {
        Span<int> products = stackalloc int[estimates.Length];
        Rounding.Multiply(codes, block.High, block.HighOf(0).Length, products);
        Vector256<int> offset = Vector256.Create(Rounding.TwiceHighOffset * sum);
        Vector256<float> half = Vector256.Create(halfScale), least = Vector256.Create(likely);
        int count = 0;
        for (int row = 0; row < estimates.Length; row += Vector256<int>.Count)
        {
            Vector256<int> twice = (Vector256.Create<int>(products[row..]) << 5) - offset;
            Vector256<float> estimate = Vector256.Create<float>(block.Scales.AsSpan(row)) * half * Vector256.ConvertToSingle(twice);
            estimate.CopyTo(estimates[row..]);
            Append(Vector256.GreaterThanOrEqual(estimate, least), row, selected, ref count);
        }

        return count;
    }

    /// <summary>The rows of a block whose scores can be as large as a number, by their estimates.</summary>
    /// <returns>How many they are.</returns>
    public int Select(VectorTable.Block block, ReadOnlySpan<float> estimates, float least, Span<int> selected) =>
        Select(block.HighErrors, estimates, reach, least - rest, selected);

    /// <summary>The rows whose estimates, with so much of what was rounded away, are as large as a number.</summary>
    /// <returns>How many they are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Select(float[] errors, ReadOnlySpan<float> estimates, float reach, float least, Span<int> selected)
    {
        Vector256<float> from = Vector256.Create(least), factor = Vector256.Create(reach);
        int count = 0;
        for (int row = 0; row < estimates.Length; row += Vector256<int>.Count)
        {
            Vector256<float> bound = Vector256.Create(estimates[row..]) + (Vector256.Create<float>(errors.AsSpan(row)) * factor);
            Append(Vector256.GreaterThanOrEqual(bound, from), row, selected, ref count);
        }

        return count;
    }

    /// <summary>Estimates the score of a row by the high plane.</summary>
    public float Estimate(VectorTable.Block block, int row) =>
        block.Scales[row] * halfScale * ((Rounding.Multiply(codes, block.HighOf(row)) << 5) - (Rounding.TwiceHighOffset * sum));

    /// <summary>Whether the score of a row can be as large as a number, by its estimate by the high plane.</summary>
    public bool CanReach(VectorTable.Block block, int row, float least) =>
        Estimate(block, row) + (reach * block.HighErrors[row]) + rest >= least;

    /// <summary>Whether the score of a row can be as large as a number, by both of its bits.</summary>
    /// <param name="plane">The bits of the row's block.</param>
    /// <param name="row">The row within it.</param>
    /// <param name="signs">The product of the probe with the row's signs.</param>
    /// <param name="least">The number.</param>
    public bool CanReach(SignPlane plane, int row, float signs, float least)
    {
        ReadOnlySpan<byte> seconds = plane.SecondsOf(row, out float factor, out float error);
        // The bits u and v of a number stand for 4u + 2v − 3, and its sign for 2u − 1.
        float product = (2 * signs) + (2 * halfScale * ((2 * Rounding.MultiplyMiddle(codes, seconds)) - sum));
        return (factor * product) + (reach * error) + rest >= least;
    }

    /// <summary>The score of a row by all planes, and by how much it may be wrong.</summary>
    /// <param name="block">The row's block.</param>
    /// <param name="row">The row within it.</param>
    /// <param name="estimate">Its estimate by the high plane.</param>
    public (float Score, float Error) Score(VectorTable.Block block, int row, float estimate)
    {
        int low = (2 * Rounding.Multiply(codes, block.LowOf(row))) - ((Rounding.TwiceOffset - Rounding.TwiceHighOffset) * sum);
        return (estimate + (block.Scales[row] * halfScale * low), (reach * block.Errors[row]) + rest);
    }

    /// <summary>Whether the score of a row can be as large as a number, by the middle plane and, if need be, the low one.</summary>
    /// <param name="block">The row's block.</param>
    /// <param name="row">The row within it.</param>
    /// <param name="estimate">Its estimate by the high plane.</param>
    /// <param name="least">The number.</param>
    public bool CanReach(VectorTable.Block block, int row, float estimate, float least)
    {
        float scale = block.Scales[row] * halfScale;
        int middle = (16 * Rounding.MultiplyMiddle(codes, block.MiddleOf(row)))
            - ((Rounding.TwiceMiddleOffset - Rounding.TwiceHighOffset) * sum);
        if (!(estimate + (scale * middle) + (reach * block.MiddleErrors[row]) + rest >= least))
        {
            return false;
        }

        int low = (2 * Rounding.Multiply(codes, block.LowOf(row))) - ((Rounding.TwiceOffset - Rounding.TwiceHighOffset) * sum);
        return estimate + (scale * low) + (reach * block.Errors[row]) + rest >= least;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Append(Vector256<float> mask, int row, Span<int> selected, ref int count)
    {
        for (uint more = mask.ExtractMostSignificantBits(); more != 0; more &= more - 1)
        {
            selected[count++] = row + BitOperations.TrailingZeroCount(more);
        }
    }
}
