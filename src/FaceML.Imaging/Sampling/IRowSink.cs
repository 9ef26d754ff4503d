namespace FaceML.Imaging;

/// <summary>Takes finished rows: values 0–255, unrounded, R G B interleaved.</summary>
internal interface IRowSink
{
    void Write(int y, ReadOnlySpan<float> row);
}
