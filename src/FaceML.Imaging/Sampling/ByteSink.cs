namespace FaceML.Imaging;

/// <summary>Rounds rows into a picture.</summary>
internal readonly struct ByteSink(Image target) : IRowSink
{
    public void Write(int y, ReadOnlySpan<float> row)
    {
        Span<byte> bytes = target.Pixels.Slice(y * row.Length, row.Length);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)Math.Clamp(row[i] + 0.5f, 0, 255);
        }
    }
}
