using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FaceML.Imaging;

/// <summary>One row being made: a plane a channel, with room so that four pixels can always be stored at once.</summary>
internal sealed class PlanarRow : IDisposable
{
    private readonly int stride;
    private float[] floats;

    public PlanarRow(int width)
    {
        Width = width;
        stride = checked(width + 3) & ~3;
        floats = ArrayPool<float>.Shared.Rent(checked(3 * stride));
    }

    /// <summary>Pixels.</summary>
    public int Width { get; }

    public ReadOnlySpan<float> Red => floats.AsSpan(0, Width);

    public ReadOnlySpan<float> Green => floats.AsSpan(stride, Width);

    public ReadOnlySpan<float> Blue => floats.AsSpan(2 * stride, Width);

    /// <summary>The three planes one after another, each with its room.</summary>
    public Span<float> Planes => floats.AsSpan(0, 3 * stride);

    /// <summary>Stores a pixel: R, G, B and a lane of no meaning.</summary>
    public void Store(int x, Vector128<float> pixel)
    {
        floats[x] = pixel[0];
        floats[stride + x] = pixel[1];
        floats[2 * stride + x] = pixel[2];
    }

    /// <summary>Stores the colors of eight neighboring pixels from column <paramref name="x"/> on, none beyond the width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(int x, Vector256<float> red, Vector256<float> green, Vector256<float> blue)
    {
        ref float first = ref MemoryMarshal.GetArrayDataReference(floats);
        red.StoreUnsafe(ref first, (nuint)x);
        green.StoreUnsafe(ref first, (nuint)(x + stride));
        blue.StoreUnsafe(ref first, (nuint)(x + 2 * stride));
    }

    /// <summary>
    /// Stores four neighboring pixels, each R, G, B and a lane of no meaning, at column <paramref name="x"/>, a multiple of four below the
    /// width.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(int x, Vector128<float> p0, Vector128<float> p1, Vector128<float> p2, Vector128<float> p3)
    {
        // The first three columns of a 4×4 transpose.
        Vector128<float> low01 = ZipLow(p0, p1), low23 = ZipLow(p2, p3); // R R G G
        Vector128<float> high01 = ZipHigh(p0, p1), high23 = ZipHigh(p2, p3); // B B – –
        ref float first = ref MemoryMarshal.GetArrayDataReference(floats);
        JoinLow(low01, low23).StoreUnsafe(ref first, (nuint)x);
        JoinHigh(low01, low23).StoreUnsafe(ref first, (nuint)(x + stride));
        JoinLow(high01, high23).StoreUnsafe(ref first, (nuint)(x + 2 * stride));
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(floats);
        floats = [];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);

    // Not Vector128.Create of two halves: that goes through memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> JoinLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.MoveLowToHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a.AsDouble(), b.AsDouble()).AsSingle()
        : Vector128.Create(a[0], a[1], b[0], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> JoinHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.MoveHighToLow(b, a)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a.AsDouble(), b.AsDouble()).AsSingle()
        : Vector128.Create(a[2], a[3], b[2], b[3]);
}
