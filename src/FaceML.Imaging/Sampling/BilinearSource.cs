using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FaceML.Imaging;

/// <summary>The image as a function of places between pixels, black outside, read along the rows of a target.</summary>
/// <param name="image">The image.</param>
/// <param name="back">From the target's coordinates to the image's.</param>
internal readonly ref struct BilinearSource(Image image, SimilarityTransform back)
{
    // Pixels that are read at once where none has a neighbor outside the image.
    private const int Lanes = 8;

    private readonly ref byte first = ref MemoryMarshal.GetReference(image.Pixels);
    private readonly int width = image.Width;
    private readonly int height = image.Height;
    private readonly SimilarityTransform back = back;

    /// <summary>Reads a target row.</summary>
    /// <param name="column">The x at which the first pixel is read, 0 to 1; the others follow at distances of 1.</param>
    /// <param name="y">The y at which all are read.</param>
    /// <param name="row">Receives the pixels.</param>
    public void Read(float column, float y, PlanarRow row)
    {
        (int from, int to) = Inside(row.Width, column, y);
        if (to - from < Lanes)
        {
            from = to = row.Width;
        }

        for (int x = 0; x < from; x++)
        {
            row.Store(x, Anywhere(x + column, y));
        }

        if (from < to)
        {
            ReadInside(from, to, column, y, row);
        }

        for (int x = to; x < row.Width; x++)
        {
            row.Store(x, Anywhere(x + column, y));
        }
    }

    // Indices, whose integers are pixel centers, are half a pixel less than coordinates.
    private float AcrossAt(float y) => back.X - 0.5f - back.B * y;

    private float DownAt(float y) => back.Y - 0.5f + back.A * y;

    /// <summary>
    /// The first of the columns that need no byte from outside the image, and the one after the last: there is no other between them,
    /// because their places follow a line and rounding keeps the order.
    /// </summary>
    private (int From, int To) Inside(int columns, float column, float y)
    {
        int from = 0, to = columns;
        while (from < columns && !IsInside(from + column, y))
        {
            from++;
        }

        while (from < to && !IsInside(to - 1 + column, y))
        {
            to--;
        }

        return (from, to);
    }

    // Pixels are read eight bytes at a time, six of which are used: in the last column but one the other two might lie behind the image.
    private bool IsInside(float x, float y)
    {
        float left = MathF.Floor(x * back.A + AcrossAt(y)), top = MathF.Floor(x * back.B + DownAt(y));
        return left >= 0 && top >= 0 && left < width - 2f && top < height - 1f;
    }

    // Inlined into its caller the loop takes half as long again in about every second process.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void ReadInside(int from, int to, float column, float y, PlanarRow row)
    {
        Vector256<float> across = Vector256.Create(AcrossAt(y)), down = Vector256.Create(DownAt(y)), offset = Vector256.Create(column);
        Vector256<float> cosine = Vector256.Create(back.A), sine = Vector256.Create(back.B);
        int stride = width * 3, last = to - Lanes;
        ref byte upper = ref first, lower = ref Unsafe.Add(ref first, stride);
        Places next = Locate(from, offset, cosine, sine, across, down, stride);
        for (int x = from; ;)
        {
            // Those after are located before these are blended, so that neither waits for the other; the last ones may overlap.
            Places at = next;
            int after = Math.Min(x + Lanes, last);
            next = Locate(after, offset, cosine, sine, across, down, stride);
            Vector128<long> low = at.First.GetLower().AsInt64(), high = at.First.GetUpper().AsInt64();
            long at01 = low[0], at23 = low[1], at45 = high[0], at67 = high[1];
            nint at0 = (int)at01, at1 = (nint)(at01 >> 32), at2 = (int)at23, at3 = (nint)(at23 >> 32);
            nint at4 = (int)at45, at5 = (nint)(at45 >> 32), at6 = (int)at67, at7 = (nint)(at67 >> 32);
            Across(Four(ref upper, at0, at1, at4, at5), Four(ref upper, at2, at3, at6, at7), at.Right, out Vector256<float> upperRed,
                out Vector256<float> upperGreen, out Vector256<float> upperBlue);
            Across(Four(ref lower, at0, at1, at4, at5), Four(ref lower, at2, at3, at6, at7), at.Right, out Vector256<float> lowerRed,
                out Vector256<float> lowerGreen, out Vector256<float> lowerBlue);
            row.Store(x, Between(upperRed, lowerRed, at.Down), Between(upperGreen, lowerGreen, at.Down),
                Between(upperBlue, lowerBlue, at.Down));
            if (x == last)
            {
                return;
            }

            x = after;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Places Locate(int x, Vector256<float> offset, Vector256<float> cosine, Vector256<float> sine, Vector256<float> across,
        Vector256<float> down, int stride)
    {
        Vector256<float> columns = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7) + Vector256.Create((float)x) + offset;
        Vector256<float> u = columns * cosine + across, v = columns * sine + down;
        Vector256<float> left = Vector256.Floor(u), top = Vector256.Floor(v);
        Vector256<int> at = Vector256.ConvertToInt32Native(top) * Vector256.Create(stride) + Vector256.ConvertToInt32Native(left * 3f);
        return new(at, u - left, v - top);
    }

    // Little-endian, as every system is for which there is a libvips here: red is the lowest byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Across(Vector256<ulong> a, Vector256<ulong> b, Vector256<float> right, out Vector256<float> red,
        out Vector256<float> green, out Vector256<float> blue)
    {
        // Red, green and blue of the left neighbor and red of the right one; green and blue of the right one.
        Vector256<int> near = Even(a, b), far = Odd(a, b), lowest = Vector256.Create(0xFF);
        red = Between(ToFloats(near & lowest), ToFloats(near >>> 24), right);
        green = Between(ToFloats((near >>> 8) & lowest), ToFloats(far & lowest), right);
        blue = Between(ToFloats((near >>> 16) & lowest), ToFloats((far >>> 8) & lowest), right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Four(ref byte row, nint a, nint b, nint c, nint d) =>
        Vector256.Create(Vector128.Create(Read(ref row, a), Read(ref row, b)), Vector128.Create(Read(ref row, c), Read(ref row, d)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read(ref byte row, nint at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref row, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Even(Vector256<ulong> a, Vector256<ulong> b) =>
        Avx.IsSupported ? Avx.Shuffle(a.AsSingle(), b.AsSingle(), 0b10_00_10_00).AsInt32()
        : Vector256.Create(Vector128.Narrow(a.GetLower(), b.GetLower()), Vector128.Narrow(a.GetUpper(), b.GetUpper())).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Odd(Vector256<ulong> a, Vector256<ulong> b) =>
        Avx.IsSupported ? Avx.Shuffle(a.AsSingle(), b.AsSingle(), 0b11_01_11_01).AsInt32() : Even(a >>> 32, b >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ToFloats(Vector256<int> values) => Vector256.ConvertToSingle(values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Between(Vector256<float> a, Vector256<float> b, Vector256<float> share) =>
        Vector256.MultiplyAddEstimate(b - a, share, a);

    private static Vector128<float> Between(Vector128<float> a, Vector128<float> b, float share) =>
        Vector128.MultiplyAddEstimate(b - a, Vector128.Create(share), a);

    // R, G, B and a lane of no meaning.
    private Vector128<float> Anywhere(float x, float y)
    {
        float u = x * back.A + AcrossAt(y), v = x * back.B + DownAt(y);
        float left = MathF.Floor(u), top = MathF.Floor(v);
        if (!(left >= -1 && top >= -1 && left < width && top < height))
        {
            return Vector128<float>.Zero;
        }

        int column = (int)left, line = (int)top;
        Vector128<float> upper = Between(Pixel(column, line), Pixel(column + 1, line), u - left);
        return Between(upper, Between(Pixel(column, line + 1), Pixel(column + 1, line + 1), u - left), v - top);
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

    private readonly record struct Places(Vector256<int> First, Vector256<float> Right, Vector256<float> Down);
}
