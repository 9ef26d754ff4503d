namespace FaceML.Training.Architectures;

/// <summary>How a block weighs its own values by what it sees.</summary>
public enum ChannelAttention
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>
    /// Squeeze and excitation: a weight for each channel, from the channels' means (Hu, Shen, Sun, "Squeeze-and-excitation networks",
    /// 2018).
    /// </summary>
    SqueezeExcitation,

    /// <summary>
    /// A weight for each channel, from means and maxima, then one for each place (Woo et al., "CBAM: Convolutional block attention module",
    /// 2018).
    /// </summary>
    Cbam,
}
