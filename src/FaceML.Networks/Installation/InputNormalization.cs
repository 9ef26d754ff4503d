namespace FaceML.Networks;

/// <summary>A way to turn bytes into numbers that published embedding networks use.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Mean">Subtracted, red, green, blue.</param>
/// <param name="Scale">Multiplied, red, green, blue.</param>
/// <param name="Standardize">What is done then.</param>
internal sealed record InputNormalization(
    string Name, float[] Mean, float[] Scale, InputStandardization Standardize = InputStandardization.None)
{
    internal static InputNormalization MinusOneToOne { get; } =
        new("-1..1", [127.5f, 127.5f, 127.5f], [1 / 127.5f, 1 / 127.5f, 1 / 127.5f]);

    /// <summary>The same but for the divisor 128, which many training scripts took.</summary>
    internal static InputNormalization By128 { get; } = new("-1..1 by 128", [127.5f, 127.5f, 127.5f], [1 / 128f, 1 / 128f, 1 / 128f]);

    internal static InputNormalization Bytes { get; } = new("0..255", [0, 0, 0], [1, 1, 1]);

    internal static InputNormalization ZeroToOne { get; } = new("0..1", [0, 0, 0], [1 / 255f, 1 / 255f, 1 / 255f]);

    /// <summary>torchvision's constants for ImageNet, times 255.</summary>
    internal static InputNormalization ImageNet { get; } =
        new("ImageNet", [123.675f, 116.28f, 103.53f], [1 / 58.395f, 1 / 57.12f, 1 / 57.375f]);

    /// <summary>The mean face color of the VGGFace release.</summary>
    internal static InputNormalization VggFace { get; } = new("VGGFace mean", [129.1863f, 104.7624f, 93.5940f], [1, 1, 1]);

    /// <summary>The mean face color of the VGGFace2 release.</summary>
    internal static InputNormalization VggFace2 { get; } = new("VGGFace2 mean", [131.0912f, 103.8827f, 91.4953f], [1, 1, 1]);

    /// <summary>dlib's input_rgb_image_sized: its default means, over 256.</summary>
    internal static InputNormalization Dlib { get; } = new("dlib", [122.782f, 117.001f, 104.298f], [1 / 256f, 1 / 256f, 1 / 256f]);

    internal static InputNormalization PerImage { get; } =
        new("per image", [127.5f, 127.5f, 127.5f], [1 / 128f, 1 / 128f, 1 / 128f], InputStandardization.PerImage);

    /// <summary>
    /// Those that are tried for a network whose own is not known. Scales that differ by a hundredth cannot be told apart by looking at
    /// faces.
    /// </summary>
    internal static IReadOnlyList<InputNormalization> Usual { get; } =
        [MinusOneToOne, Bytes, ZeroToOne, ImageNet, VggFace, VggFace2, PerImage];

    /// <summary>An input in this way, in a channel order.</summary>
    internal NetworkInput Apply(NetworkInput input, ChannelOrder order) => input with
    {
        Order = order,
        Mean = InOrder(Mean, order),
        Scale = InOrder(Scale, order),
        Standardize = Standardize,
    };

    /// <summary>The same numbers for the other order of channels.</summary>
    internal static NetworkInput Swap(NetworkInput input) => input with
    {
        Order = input.Order == ChannelOrder.Rgb ? ChannelOrder.Bgr : ChannelOrder.Rgb,
        Mean = [.. input.Mean.Reverse()],
        Scale = [.. input.Scale.Reverse()],
    };

    /// <summary>In what two ways differ that a network would notice: mean, scale, both, standardization; null for nothing.</summary>
    internal static string? Difference(NetworkInput a, NetworkInput b)
    {
        // Means of two gray levels and scales of two hundredths apart cannot be told apart by looking at faces.
        bool mean = a.Mean.Zip(b.Mean).Any(m => MathF.Abs(m.First - m.Second) > 2.5f);
        bool scale = a.Scale.Zip(b.Scale).Any(s => MathF.Abs(s.First - s.Second) > 0.02f * MathF.Abs(s.First));
        bool standardize = a.Standardize != b.Standardize;
        return (standardize, mean, scale) switch
        {
            // What is standardized afterwards may have any mean and scale before.
            (false, _, _) when a.Standardize == InputStandardization.PerImage => null,
            (true, _, _) => "standardization",
            (_, true, true) => "mean and scale",
            (_, true, _) => "mean",
            (_, _, true) => "scale",
            _ => null,
        };
    }

    private static float[] InOrder(float[] rgb, ChannelOrder order) => order switch
    {
        ChannelOrder.Bgr => [rgb[2], rgb[1], rgb[0]],
        ChannelOrder.Gray => [rgb.Average()],
        _ => rgb,
    };
}
