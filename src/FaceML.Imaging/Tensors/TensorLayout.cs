namespace FaceML.Imaging;

/// <summary>How an image's numbers are laid out in a network's input.</summary>
public enum TensorLayout
{
    /// <summary>Batch, channel, row, column: one plane after another.</summary>
    Nchw,

    /// <summary>Batch, row, column, channel: interleaved.</summary>
    Nhwc,
}
