using System.Buffers;

namespace FaceML.Imaging;

/// <summary>Bytes in an array of the shared pool, given back on disposal.</summary>
internal sealed class RentedBytes(int capacity) : IDisposable
{
    private byte[] array = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; set; }

    public ReadOnlySpan<byte> Span => array.AsSpan(0, Length);

    public Span<byte> Free => array.AsSpan(Length);

    public void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(checked(array.Length * 2));
        Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(array);
        array = larger;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(array);
        array = [];
    }
}
