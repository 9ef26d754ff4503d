using FaceML.Imaging;

namespace FaceML.Vision;

/// <summary>A way to turn bytes into numbers that published embedding networks use.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Mean">Subtracted, red, green, blue.</param>
/// <param name="Scale">Multiplied, red, green, blue.</param>
/// <param name="Standardise">What is done then.</param>
internal sealed record InputNormalisation(string Name, float[] Mean, float[] Scale, InputStandardisation Standardise = InputStandardisation.None)
{
    /// <summary>The usual ones.</summary>
    internal static IReadOnlyList<InputNormalisation> Usual { get; } =
    [
        new("-1..1", [127.5f, 127.5f, 127.5f], [1 / 127.5f, 1 / 127.5f, 1 / 127.5f]),
        new("0..255", [0, 0, 0], [1, 1, 1]),
        new("0..1", [0, 0, 0], [1 / 255f, 1 / 255f, 1 / 255f]),

        // torchvision's constants for ImageNet, times 255.
        new("ImageNet", [123.675f, 116.28f, 103.53f], [1 / 58.395f, 1 / 57.12f, 1 / 57.375f]),

        // The mean face colours of the VGGFace and VGGFace2 releases.
        new("VGGFace mean", [129.1863f, 104.7624f, 93.5940f], [1, 1, 1]),
        new("VGGFace2 mean", [131.0912f, 103.8827f, 91.4953f], [1, 1, 1]),
        new("per image", [127.5f, 127.5f, 127.5f], [1 / 128f, 1 / 128f, 1 / 128f], InputStandardisation.PerImage),
    ];

    /// <summary>An input in this way, in a channel order.</summary>
    internal NetworkInput Apply(NetworkInput input, ChannelOrder order) => input with
    {
        Order = order,
        Mean = InOrder(Mean, order),
        Scale = InOrder(Scale, order),
        Standardise = Standardise,
    };

    /// <summary>The same numbers for the other order of channels.</summary>
    internal static NetworkInput Swap(NetworkInput input) => input with
    {
        Order = input.Order == ChannelOrder.Rgb ? ChannelOrder.Bgr : ChannelOrder.Rgb,
        Mean = [.. input.Mean.Reverse()],
        Scale = [.. input.Scale.Reverse()],
    };

    private static float[] InOrder(float[] rgb, ChannelOrder order) => order switch
    {
        ChannelOrder.Bgr => [rgb[2], rgb[1], rgb[0]],
        ChannelOrder.Grey => [rgb.Average()],
        _ => rgb,
    };
}
