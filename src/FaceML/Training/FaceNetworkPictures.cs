using FaceML.Imaging;
using FaceML.Training.Algebra;
using FaceML.Training.Networks;

namespace FaceML.Training;

/// <summary>Aligned chips as <see cref="NetworkPictures"/>: what a network's card says about its input, applied to each.</summary>
public static class FaceNetworkPictures
{
    /// <summary>Wraps chips.</summary>
    /// <param name="chips">The chips; held, not copied.</param>
    /// <param name="labels">Who each shows.</param>
    /// <param name="input">What the network is given; chips of another size are resized.</param>
    /// <param name="change">Makes of a chip what is shown instead of it; null shows the chip. With null for its random numbers it must give
    /// the one image that is measured. Called from several threads.</param>
    /// <param name="varies">Whether <paramref name="change"/> draws from its random numbers.</param>
    public static NetworkPictures Of(
        IReadOnlyList<Image> chips, int[] labels, TensorSpec input, Func<Image, TrainingRandom?, Image>? change = null, bool varies = false)
    {
        ArgumentNullException.ThrowIfNull(chips);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(input);
        if (chips.Count != labels.Length)
        {
            throw new ArgumentException($"{chips.Count} chips came with {labels.Length} labels.", nameof(labels));
        }

        return new NetworkPictures(labels, input.Length, (picture, random, row) =>
            PixelTensor.Write(change is null ? chips[picture] : change(chips[picture], random), input, row))
        { Varies = varies };
    }
}
