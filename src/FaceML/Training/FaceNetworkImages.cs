using FaceML.Training.Algebra;
using FaceML.Training.Networks;

namespace FaceML.Training;

/// <summary>Aligned aligned faces as <see cref="NetworkImages"/>: what a network's card says about its input, applied to each.</summary>
internal static class FaceNetworkImages
{
    /// <summary>Wraps aligned faces.</summary>
    /// <param name="alignedFaces">The aligned faces; held, not copied.</param>
    /// <param name="labels">Who each shows.</param>
    /// <param name="input">What the network is given; aligned faces of another size are resized.</param>
    /// <param name="change">Makes of an aligned face what is shown instead of it; null shows the aligned face. With null for its random
    /// numbers it must give the one image that is measured. Called from several threads.</param>
    /// <param name="varies">Whether <paramref name="change"/> draws from its random numbers.</param>
    public static NetworkImages Of(
        IReadOnlyList<Image> alignedFaces, int[] labels, TensorSpec input, Func<Image, TrainingRandom?, Image>? change = null, bool varies =
            false)
    {
        ArgumentNullException.ThrowIfNull(alignedFaces);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(input);
        if (alignedFaces.Count != labels.Length)
        {
            throw new ArgumentException($"{alignedFaces.Count} aligned faces came with {labels.Length} labels.", nameof(labels));
        }

        return new NetworkImages(labels, input.Length, (image, random, row) =>
            PixelTensor.Write(change is null ? alignedFaces[image] : change(alignedFaces[image], random), input, row))
        { Varies = varies };
    }
}
