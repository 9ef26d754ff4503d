namespace FaceML.Imaging;

/// <summary>Takes finished rows, from the first to the last: one span a channel, values 0 to 255, not rounded.</summary>
internal interface IRowSink
{
    void Write(int y, ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue);
}
