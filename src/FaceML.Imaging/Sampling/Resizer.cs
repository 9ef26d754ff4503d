using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FaceML.Imaging;

/// <summary>
/// Stretches a region over rows of another size. Rows are blended first, where bytes lie side by side and vectors are cheap,
/// then columns, where every output pixel picks its own neighbors.
/// </summary>
/// <remarks>Loops over vectors are optimized when they are first compiled: code ahead of time has none of them.</remarks>
internal static class Resizer
{
    public static void Run<TSink>(Image image, in Box region, int width, int height, ResizeFilter filter, ref TSink sink, float outside = 0)
        where TSink : struct, IRowSink, allows ref struct
    {
        AxisWeights columns = AxisWeights.Create(region.Left, region.Right, width, filter);
        AxisWeights rows = AxisWeights.Create(region.Top, region.Bottom, height, filter);
        // The columns that are looked at. Bilinear's second tap may stand one beyond a region one pixel wide, with weight 0.
        int left = (int)MathF.Floor(region.Left), right = Math.Max((int)MathF.Ceiling(region.Right), left + columns.Taps);
        for (int i = 0; i < width; i++)
        {
            columns.First[i] = (columns.First[i] - left) * 3;
        }

        // One float more than the pixels have: columns are read four floats at a time.
        int needed = checked((right - left) * 3 + 1);
        float[] rented = ArrayPool<float>.Shared.Rent(needed);
        using PlanarRow row = new(width);
        try
        {
            Span<float> blended = rented.AsSpan(0, needed);
            for (int y = 0; y < height; y++)
            {
                BlendRows(image, left, right, rows, y, outside, blended);
                if (columns.Taps == 2)
                {
                    BlendTwoColumns(blended, columns, width, row);
                }
                else
                {
                    BlendColumns(blended, columns, width, row);
                }

                sink.Write(y, row.Red, row.Green, row.Blue);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private static void BlendRows(Image image, int left, int right, in AxisWeights rows, int y, float outside, Span<float> blended)
    {
        int from = Math.Max(left, 0), to = Math.Min(right, image.Width);
        int taps = rows.Taps, first = rows.First[y];
        if (from >= to)
        {
            blended.Fill(outside);
            return;
        }

        Span<float> inside = blended.Slice((from - left) * 3, (to - from) * 3);
        blended[..((from - left) * 3)].Fill(outside);
        blended[((to - left) * 3)..].Fill(outside);
        bool written = false;
        float missing = 0;
        for (int t = 0; t < taps; t++)
        {
            float weight = rows.Weights[y * taps + t];
            int line = first + t;
            if (weight == 0 || (uint)line >= (uint)image.Height)
            {
                missing += weight;
                continue;
            }

            ReadOnlySpan<byte> source = Line(image, line, from, inside.Length);
            bool pair = t + 1 < taps && line + 1 < image.Height;
            if (pair)
            {
                // Two rows at once: half the traffic to memory, and all there is for bilinear.
                Accumulate(source, Line(image, line + 1, from, inside.Length), weight, rows.Weights[y * taps + ++t], inside, written);
            }
            else
            {
                Accumulate(source, source, weight, 0, inside, written);
            }

            written = true;
        }

        if (!written)
        {
            inside.Fill(outside);
        }
        else if (missing * outside != 0)
        {
            TensorPrimitives.Add(inside, missing * outside, inside);
        }
    }

    private static ReadOnlySpan<byte> Line(Image image, int line, int from, int length) =>
        image.Pixels.Slice((line * image.Width + from) * 3, length);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, float weightA, float weightB, Span<float> sum, bool add)
    {
        ref byte firstA = ref MemoryMarshal.GetReference(a);
        ref byte firstB = ref MemoryMarshal.GetReference(b);
        ref float target = ref MemoryMarshal.GetReference(sum);
        int i = 0, length = Math.Min(Math.Min(a.Length, b.Length), sum.Length);
        Vector256<float> wideA = Vector256.Create(weightA), wideB = Vector256.Create(weightB);
        for (; i <= length - 8; i += 8)
        {
            Vector256<float> value = Vector256.MultiplyAddEstimate(ToFloats(ref firstB, i), wideB, ToFloats(ref firstA, i) * wideA);
            if (add)
            {
                value += Vector256.LoadUnsafe(ref target, (nuint)i);
            }

            value.StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < length; i++)
        {
            sum[i] = a[i] * weightA + b[i] * weightB + (add ? sum[i] : 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ToFloats(ref byte first, int index)
    {
        ulong eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, index));
        if (Avx2.IsSupported)
        {
            return Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(eight).AsByte()));
        }

        Vector128<ushort> words = Vector128.WidenLower(Vector128.CreateScalar(eight).AsByte());
        return Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BlendTwoColumns(ReadOnlySpan<float> blended, in AxisWeights columns, int width, PlanarRow row)
    {
        ref float first = ref MemoryMarshal.GetReference(blended);
        ReadOnlySpan<int> offsets = columns.First;
        ReadOnlySpan<float> weights = columns.Weights;
        int x = 0;
        for (; x <= width - 4; x += 4)
        {
            ReadOnlySpan<int> four = offsets.Slice(x, 4);
            ReadOnlySpan<float> w = weights.Slice(x * 2, 8);
            row.Store(x, Between(ref first, four[0], w[1]), Between(ref first, four[1], w[3]), Between(ref first, four[2], w[5]),
                Between(ref first, four[3], w[7]));
        }

        if (x < width)
        {
            int last = width - 1;
            Vector128<float> p0 = Between(ref first, offsets[x], weights[x * 2 + 1]);
            Vector128<float> p1 = Between(ref first, offsets[Math.Min(x + 1, last)], weights[Math.Min(x + 1, last) * 2 + 1]);
            Vector128<float> p2 = Between(ref first, offsets[Math.Min(x + 2, last)], weights[Math.Min(x + 2, last) * 2 + 1]);
            row.Store(x, p0, p1, p2, p2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Between(ref float first, int offset, float weight)
    {
        Vector128<float> a = Vector128.LoadUnsafe(ref first, (nuint)offset), b = Vector128.LoadUnsafe(ref first, (nuint)(offset + 3));
        return Vector128.MultiplyAddEstimate(b - a, Vector128.Create(weight), a);
    }

    private static void BlendColumns(ReadOnlySpan<float> blended, in AxisWeights columns, int width, PlanarRow row)
    {
        for (int x = 0; x < width; x += 4)
        {
            int last = width - 1;
            row.Store(x, Sum(blended, columns, x), Sum(blended, columns, Math.Min(x + 1, last)),
                Sum(blended, columns, Math.Min(x + 2, last)), Sum(blended, columns, Math.Min(x + 3, last)));
        }
    }

    private static Vector128<float> Sum(ReadOnlySpan<float> blended, in AxisWeights columns, int x)
    {
        int taps = columns.Taps;
        ReadOnlySpan<float> weights = columns.Weights.AsSpan(x * taps, taps);
        ref float first = ref MemoryMarshal.GetReference(blended.Slice(columns.First[x], taps * 3 + 1));
        Vector128<float> sum = Vector128<float>.Zero;
        for (int t = 0; t < weights.Length; t++)
        {
            sum = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(ref first, (nuint)(t * 3)), Vector128.Create(weights[t]), sum);
        }

        return sum;
    }
}
