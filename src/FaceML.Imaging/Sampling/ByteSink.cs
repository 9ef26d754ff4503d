namespace FaceML.Imaging;

/// <summary>Rounds rows into an image, halves up.</summary>
internal readonly struct ByteSink(Image target) : IRowSink
{
    public void Write(int y, ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue)
    {
        Span<byte> bytes = target.Pixels.Slice(y * target.Width * 3, target.Width * 3);
        for (int x = 0; x < target.Width; x++)
        {
            bytes[x * 3] = Round(red[x]);
            bytes[x * 3 + 1] = Round(green[x]);
            bytes[x * 3 + 2] = Round(blue[x]);
        }
    }

    // Weights sum to 1 only up to the last bit of a float.
    private static byte Round(float value) => (byte)Math.Min((int)(value + 0.5f), 255);
}
