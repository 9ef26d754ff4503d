using System.Runtime.CompilerServices;
using NetVips;
using VipsImage = NetVips.Image;

namespace FaceML.Imaging;

/// <summary>
/// Lends memory to libvips and takes rows from it. NetVips' public members copy what they are lent, unless it is a whole array, and give
/// rows in an array of their own; the members that do neither are internal to it. Where those cannot be reached, its public members take
/// their place.
/// </summary>
internal static unsafe class VipsMemory
{
    private static readonly bool Direct = HasInternals();

    /// <summary>A source of the given bytes, which must stay where they are until every image that comes of it is disposed.</summary>
    public static Source Lend(byte* data, int length) => Lend(data, length, Direct);

    /// <summary>Copies whole rows of an image.</summary>
    /// <returns>Whether the image's rows were as long as expected; nothing is written otherwise.</returns>
    /// <exception cref="VipsException">The rows cannot be decoded.</exception>
    public static bool TryFetch(Region region, int top, int width, int rows, Span<byte> pixels) =>
        TryFetch(region, top, width, rows, pixels, Direct);

    internal static Source Lend(byte* data, int length, bool direct)
    {
        if (!direct)
        {
            return Source.NewFromMemory(new ReadOnlySpan<byte>(data, length));
        }

        nint source = NewFromMemory(null, (nint)data, (nuint)length);
        return source != 0 ? Wrap(source) : throw new VipsException("unable to make a source");
    }

    internal static bool TryFetch(Region region, int top, int width, int rows, Span<byte> pixels, bool direct)
    {
        if (!direct)
        {
            byte[] copy = region.Fetch(0, top, width, rows);
            return copy.Length == pixels.Length && copy.AsSpan().TryCopyTo(pixels);
        }

        nint strip = Fetch(null, region, 0, top, width, rows, out ulong length);
        if (strip == 0)
        {
            throw new VipsException("unable to fetch from region");
        }

        bool fits = length == (ulong)pixels.Length && new ReadOnlySpan<byte>((void*)strip, pixels.Length).TryCopyTo(pixels);
        NetVips.NetVips.Free(strip);
        return fits;
    }

    private static bool HasInternals()
    {
        byte pixel = 0;
        try
        {
            using Source source = Lend(&pixel, 1, direct: true);
            using VipsImage image = VipsImage.NewFromMemory((nint)(&pixel), 1, 1, 1, 1, Enums.BandFormat.Uchar);
            using Region region = Region.New(image);
            return TryFetch(region, 0, 1, 1, new Span<byte>(ref pixel), direct: true);
        }
        // The last one: a host that loads assemblies in a way of its own, as a notebook's kernel, need not find NetVips by its bare name.
        catch (Exception error) when (error is MissingMemberException or TypeLoadException or FileLoadException or FileNotFoundException)
        {
            return false;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern Source Wrap(nint source);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern nint NewFromMemory(
        [UnsafeAccessorType("NetVips.Internal.VipsSource, NetVips")] object? type, nint data, nuint size);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern nint Fetch(
        [UnsafeAccessorType("NetVips.Internal.VipsRegion, NetVips")] object? type, Region region, int left, int top, int width, int height,
        out ulong length);
}
