using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FaceML.Training.Algebra;

/// <summary>
/// Products of row-major float matrices. Every element of the result is one sum taken in order of the inner index,
/// whoever computes it: the bits do not depend on the number of threads, only on the vector width of the machine.
/// </summary>
internal static class MatrixProduct
{
    private const int BlockRows = 4;

    // Below this many multiplications a thread costs more than it gives.
    private const long ParallelFrom = 1 << 20;

    /// <summary>C (m×n) = A (m×k) · B (k×n); added to C when <paramref name="accumulate"/>.</summary>
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n, bool accumulate = false)
    {
        Check(a.Length, (long)m * k);
        Check(b.Length, (long)k * n);
        Check(c.Length, (long)m * n);
        if (m == 0 || n == 0)
        {
            return;
        }

        int panelColumns = 2 * Vector<float>.Count;
        int panels = (n + panelColumns - 1) / panelColumns;
        float[] packed = ArrayPool<float>.Shared.Rent(Math.Max(1, panels * panelColumns * k));
        Pack(b, packed, k, n, panelColumns);
        int blocks = (m + BlockRows - 1) / BlockRows;
        unsafe
        {
            fixed (float* pa = a, pc = c, pb = packed)
            {
                nint na = (nint)pa, nc = (nint)pc, nb = (nint)pb;
                if ((long)m * n * k < ParallelFrom || Environment.ProcessorCount == 1)
                {
                    for (int block = 0; block < blocks; block++)
                    {
                        Rows((float*)na, (float*)nb, (float*)nc, block * BlockRows, m, k, n, accumulate);
                    }
                }
                else
                {
                    int workers = Math.Min(Environment.ProcessorCount, blocks);
                    Parallel.For(0, workers, worker =>
                    {
                        int from = (int)((long)blocks * worker / workers), to = (int)((long)blocks * (worker + 1) / workers);
                        for (int block = from; block < to; block++)
                        {
                            Rows((float*)na, (float*)nb, (float*)nc, block * BlockRows, m, k, n, accumulate);
                        }
                    });
                }
            }
        }

        ArrayPool<float>.Shared.Return(packed);
    }

    /// <summary>C (m×n) = A (m×k) · Bᵀ, where B is n×k.</summary>
    public static void MultiplyByTransposed(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n, bool accumulate = false)
    {
        float[] turned = Turned(b, n, k);
        Multiply(a, turned.AsSpan(0, k * n), c, m, k, n, accumulate);
        ArrayPool<float>.Shared.Return(turned);
    }

    /// <summary>C (m×n) = Aᵀ · B, where A is k×m and B is k×n.</summary>
    public static void TransposedMultiply(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n, bool accumulate = false)
    {
        float[] turned = Turned(a, k, m);
        Multiply(turned.AsSpan(0, m * k), b, c, m, k, n, accumulate);
        ArrayPool<float>.Shared.Return(turned);
    }

    /// <summary>Writes the transpose of a rows×columns matrix.</summary>
    public static void Transpose(ReadOnlySpan<float> source, Span<float> destination, int rows, int columns)
    {
        const int tile = 16;
        for (int i0 = 0; i0 < rows; i0 += tile)
        {
            for (int j0 = 0; j0 < columns; j0 += tile)
            {
                int iEnd = Math.Min(rows, i0 + tile), jEnd = Math.Min(columns, j0 + tile);
                for (int i = i0; i < iEnd; i++)
                {
                    for (int j = j0; j < jEnd; j++)
                    {
                        destination[j * rows + i] = source[i * columns + j];
                    }
                }
            }
        }
    }

    // The transpose in a rented array, which the caller returns.
    private static float[] Turned(ReadOnlySpan<float> source, int rows, int columns)
    {
        Check(source.Length, (long)rows * columns);
        float[] turned = ArrayPool<float>.Shared.Rent(Math.Max(1, rows * columns));
        Transpose(source, turned, rows, columns);
        return turned;
    }

    // Panels of two vectors' width, each contiguous over the inner index, the last one filled up with zeros.
    private static void Pack(ReadOnlySpan<float> b, Span<float> packed, int k, int n, int width)
    {
        for (int j = 0, at = 0; j < n; j += width)
        {
            int columns = Math.Min(width, n - j);
            for (int p = 0; p < k; p++, at += width)
            {
                b.Slice(p * n + j, columns).CopyTo(packed[at..]);
                packed.Slice(at + columns, width - columns).Clear();
            }
        }
    }

    // Optimized from its first call: a training run is too short to wait for the tiers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Rows(float* a, float* packed, float* c, int row, int m, int k, int n, bool accumulate)
    {
        int width = Vector<float>.Count, rows = Math.Min(BlockRows, m - row);
        float* edge = stackalloc float[2 * width];
        // Rows beyond the last are computed from the last one and not written.
        float* a0 = a + (long)row * k, a1 = a + (long)(row + Math.Min(1, rows - 1)) * k;
        float* a2 = a + (long)(row + Math.Min(2, rows - 1)) * k, a3 = a + (long)(row + Math.Min(3, rows - 1)) * k;
        for (int j = 0; j < n; j += 2 * width)
        {
            Vector<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 =
                default;
            float* b = packed + (long)j * k;
            for (int p = 0; p < k; p++, b += 2 * width)
            {
                Vector<float> b0 = Vector.Load(b), b1 = Vector.Load(b + width);
                Vector<float> x = new(a0[p]);
                c00 = Vector.FusedMultiplyAdd(x, b0, c00);
                c01 = Vector.FusedMultiplyAdd(x, b1, c01);
                x = new(a1[p]);
                c10 = Vector.FusedMultiplyAdd(x, b0, c10);
                c11 = Vector.FusedMultiplyAdd(x, b1, c11);
                x = new(a2[p]);
                c20 = Vector.FusedMultiplyAdd(x, b0, c20);
                c21 = Vector.FusedMultiplyAdd(x, b1, c21);
                x = new(a3[p]);
                c30 = Vector.FusedMultiplyAdd(x, b0, c30);
                c31 = Vector.FusedMultiplyAdd(x, b1, c31);
            }

            int columns = Math.Min(2 * width, n - j);
            float* to = c + (long)row * n + j;
            Write(to, c00, c01, columns, edge, accumulate);
            if (rows > 1)
            {
                Write(to + n, c10, c11, columns, edge, accumulate);
            }

            if (rows > 2)
            {
                Write(to + 2L * n, c20, c21, columns, edge, accumulate);
            }

            if (rows > 3)
            {
                Write(to + 3L * n, c30, c31, columns, edge, accumulate);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Write(float* to, Vector<float> left, Vector<float> right, int columns, float* edge, bool accumulate)
    {
        int width = Vector<float>.Count;
        if (columns == 2 * width)
        {
            if (accumulate)
            {
                left += Vector.Load(to);
                right += Vector.Load(to + width);
            }

            left.Store(to);
            right.Store(to + width);
            return;
        }

        left.Store(edge);
        right.Store(edge + width);
        for (int j = 0; j < columns; j++)
        {
            to[j] = accumulate ? to[j] + edge[j] : edge[j];
        }
    }

    private static void Check(int length, long wanted)
    {
        if (length < wanted)
        {
            throw new ArgumentException($"A matrix of {wanted} numbers is needed; the span holds {length}.");
        }
    }
}
