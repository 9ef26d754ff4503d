using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FaceML.Imaging;

/// <summary>Carries pixels through a similarity transform, row by row of the result, four pixels at a time.</summary>
internal static class Warper
{
    // A reduction beyond this is averaged over this many samples a side.
    private const int MostSamples = 16;

    public static void Run<TSink>(Image image, in SimilarityTransform toTarget, int width, int height, ResizeFilter filter, ref TSink sink)
        where TSink : struct, IRowSink, allows ref struct
    {
        SimilarityTransform back = toTarget.Invert();
        int samples = filter == ResizeFilter.Area ? (int)Math.Clamp(MathF.Ceiling(back.Scale), 1, MostSamples) : 1;
        using PlanarRow row = new(width);
        for (int y = 0; y < height; y++)
        {
            if (samples == 1)
            {
                Sample(image, back, width, y, row);
            }
            else
            {
                Average(image, back, width, y, samples, row);
            }

            sink.Write(y, row.Red, row.Green, row.Blue);
        }
    }

    private static void Sample(Image image, SimilarityTransform back, int width, int y, PlanarRow row)
    {
        BilinearSource source = new(image);
        Vector128<float> columns = Vector128.Create(0.5f, 1.5f, 2.5f, 3.5f);
        for (int x = 0; x < width; x += 4)
        {
            source.Read(back, columns + Vector128.Create((float)x), y + 0.5f, out Vector128<float> p0, out Vector128<float> p1,
                out Vector128<float> p2, out Vector128<float> p3);
            row.Store(x, p0, p1, p2, p3);
        }
    }

    private static void Average(Image image, SimilarityTransform back, int width, int y, int samples, PlanarRow row)
    {
        BilinearSource source = new(image);
        float step = 1f / samples;
        for (int x = 0; x < width; x += 4)
        {
            Vector128<float> s0 = default, s1 = default, s2 = default, s3 = default;
            for (int i = 0; i < samples * samples; i++)
            {
                Vector128<float> columns = Vector128.Create(0f, 1, 2, 3) + Vector128.Create(x + (i % samples + 0.5f) * step);
                source.Read(back, columns, y + (i / samples + 0.5f) * step, out Vector128<float> p0, out Vector128<float> p1,
                    out Vector128<float> p2, out Vector128<float> p3);
                s0 += p0;
                s1 += p1;
                s2 += p2;
                s3 += p3;
            }

            row.Store(x, s0 * (step * step), s1 * (step * step), s2 * (step * step), s3 * (step * step));
        }
    }

    /// <summary>The image as a function of places between pixels; black outside.</summary>
    private readonly ref struct BilinearSource(Image image)
    {
        private readonly ref byte first = ref MemoryMarshal.GetReference(image.Pixels);
        private readonly int width = image.Width;
        private readonly int height = image.Height;

        /// <summary>Reads where four target places of one row come from.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Read(in SimilarityTransform back, Vector128<float> x, float y, out Vector128<float> p0, out Vector128<float> p1,
            out Vector128<float> p2, out Vector128<float> p3)
        {
            // Indices, whose integers are pixel centers, are half a pixel less than coordinates.
            Vector128<float> u = x * back.A + Vector128.Create(back.X - 0.5f - back.B * y), v =
                x * back.B + Vector128.Create(back.Y - 0.5f + back.A * y);
            Vector128<float> left = Vector128.Floor(u), top = Vector128.Floor(v);
            Vector128<float> right = u - left, down = v - top;

            // Pixels are read eight bytes at a time, six of which are used: in the last column but one the other two might lie behind the
            // image.
            Vector128<float> inside = Vector128.GreaterThanOrEqual(Vector128.Min(left, top), Vector128<float>.Zero)
                & Vector128.LessThan(left, Vector128.Create(width - 2f)) & Vector128.LessThan(top, Vector128.Create(height - 1f));
            if (Vector128.EqualsAll(inside.AsInt32(), Vector128<int>.AllBitsSet))
            {
                Vector128<int> at = (Vector128.ConvertToInt32(top) * width + Vector128.ConvertToInt32(left)) * 3;
                p0 = Inside(at[0], right[0], down[0]);
                p1 = Inside(at[1], right[1], down[1]);
                p2 = Inside(at[2], right[2], down[2]);
                p3 = Inside(at[3], right[3], down[3]);
            }
            else
            {
                p0 = Anywhere(left[0], top[0], right[0], down[0]);
                p1 = Anywhere(left[1], top[1], right[1], down[1]);
                p2 = Anywhere(left[2], top[2], right[2], down[2]);
                p3 = Anywhere(left[3], top[3], right[3], down[3]);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector128<float> Inside(int at, float right, float down)
        {
            ulong upper = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at)), lower =
                Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at + width * 3));
            return Blend(ToFloats(upper), ToFloats(upper >> 24), ToFloats(lower), ToFloats(lower >> 24), right, down);
        }

        private Vector128<float> Anywhere(float left, float top, float right, float down)
        {
            if (!(left >= -1 && top >= -1 && left < width && top < height))
            {
                return Vector128<float>.Zero;
            }

            int x = (int)left, y = (int)top;
            return Blend(Pixel(x, y), Pixel(x + 1, y), Pixel(x, y + 1), Pixel(x + 1, y + 1), right, down);
        }

        private Vector128<float> Pixel(int x, int y)
        {
            if ((uint)x >= (uint)width || (uint)y >= (uint)height)
            {
                return Vector128<float>.Zero;
            }

            ref byte pixel = ref Unsafe.Add(ref first, (y * width + x) * 3);
            return Vector128.Create(pixel, Unsafe.Add(ref pixel, 1), Unsafe.Add(ref pixel, 2), 0f);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<float> Blend(
            Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d, float right, float down)
        {
            Vector128<float> across = Vector128.Create(right);
            Vector128<float> upper = Vector128.MultiplyAddEstimate(b - a, across, a), lower =
                Vector128.MultiplyAddEstimate(d - c, across, c);
            return Vector128.MultiplyAddEstimate(lower - upper, Vector128.Create(down), upper);
        }

        // Little-endian, as every system is for which there is a libvips here: red is the lowest byte. The fourth lane has no meaning.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<float> ToFloats(ulong pixel) =>
            Vector128.ConvertToSingle(Sse41.IsSupported
                ? Sse41.ConvertToVector128Int32(Vector128.CreateScalarUnsafe((uint)pixel).AsByte())
                : Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar((uint)pixel).AsByte())).AsInt32());
    }
}
