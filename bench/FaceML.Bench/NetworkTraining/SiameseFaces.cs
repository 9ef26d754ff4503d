using FaceML.Augmentation;
using FaceML.Training.Algebra;
using FaceML.Training.Architectures;
using FaceML.Training.Networks;

namespace FaceML.Bench.NetworkTraining;

/// <summary>Aligned faces as the small siamese network sees them: gray, and varied as its training varies them.</summary>
internal static class SiameseFaces
{
    // Color does not matter to a network that sees gray.
    private static readonly FaceAugmentation Change = new(
        new FaceAugmentationOptions
        {
            MaskProbability = 0,
            GlassesProbability = 0,
            GrayProbability = 0,
            MaxSaturation = 0,
            JpegProbability = 0,
            MaxRotation = 8,
            MaxZoom = 0.1f,
            MaxShift = 0.04f,
            MaxContrast = 0.3f,
        });

    /// <summary>The faces as the network's input.</summary>
    public static NetworkImages Of(SiameseCnn network, Image[] faces, int[] labels, bool varies = false)
    {
        var input = new TensorSpec
        {
            Width = network.InputSide,
            Height = network.InputSide,
            Order = ChannelOrder.Gray,
            Mean = [127.5f],
            Scale = [1 / 64f],
        };
        return FaceNetworkImages.Of(faces, labels, input, varies ? Vary : null, varies);
    }

    private static Image Vary(Image face, TrainingRandom? random) => random is null ? face : Change.Apply(face, random.Next(int.MaxValue));
}
