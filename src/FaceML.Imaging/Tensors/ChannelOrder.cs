namespace FaceML.Imaging;

/// <summary>Which channels a network's input has, in which order.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red: what OpenCV-trained networks expect.</summary>
    Bgr,

    /// <summary>One channel of luma, ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B.</summary>
    Gray,
}
