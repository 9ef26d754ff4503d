namespace FaceML.Imaging;

/// <summary>
/// Pixels to a network's numbers in one pass: sampled, ordered, normalized and laid out without an image in between.
/// Interpolated values are not rounded to bytes before they are normalized. Safe from several threads.
/// </summary>
public static class PixelTensor
{
    /// <summary>Stretches the whole image over the tensor.</summary>
    /// <param name="image">The image.</param>
    /// <param name="spec">What the network requires.</param>
    /// <param name="destination">Receives exactly <see cref="TensorSpec.Length"/> numbers.</param>
    /// <param name="filter">How pixels are weighed.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length, or the spec is inconsistent.</exception>
    public static void Write(Image image, TensorSpec spec, Span<float> destination, ResizeFilter filter = ResizeFilter.Bilinear) =>
        Write(image, new Box(0, 0, image.Width, image.Height), spec, destination, filter);

    /// <summary>
    /// Stretches a region over the tensor: what <see cref="Image.Crop"/> and <see cref="Image.Resize"/> would give, but for edges between
    /// pixels, which are kept. Samples do not look beyond the region; its parts outside the image are black, or the gray asked for.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="region">The region, in pixels of the image.</param>
    /// <param name="spec">What the network requires.</param>
    /// <param name="destination">Receives exactly <see cref="TensorSpec.Length"/> numbers.</param>
    /// <param name="filter">How pixels are weighed.</param>
    /// <param name="outside">The gray of what lies outside the image, 0 (black) to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">The region is empty or not finite.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length, or the spec is inconsistent.</exception>
    public static void Write(
        Image image, in Box region, TensorSpec spec, Span<float> destination, ResizeFilter filter = ResizeFilter.Bilinear, byte outside = 0)
    {
        Check(image, spec, destination);
        Regions.Check(region);
        TensorSink sink = new(spec, destination);
        Resizer.Run(image, region, spec.Width, spec.Height, filter, ref sink, outside);
    }

    /// <summary>
    /// Carries the image through a similarity transform into the tensor, as <see cref="Image.Warp"/> does; what comes from outside is
    /// black.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="imageToTensor">From the image's coordinates to the tensor's.</param>
    /// <param name="spec">What the network requires.</param>
    /// <param name="destination">Receives exactly <see cref="TensorSpec.Length"/> numbers.</param>
    /// <param name="filter">How pixels are weighed; <see cref="ResizeFilter.Area"/> averages several samples a pixel when the transform
    /// reduces.</param>
    /// <exception cref="ArgumentException">The transform has no inverse, <paramref name="destination"/> has another length, or the spec is
    /// inconsistent.</exception>
    public static void Write(Image image, in SimilarityTransform imageToTensor, TensorSpec spec, Span<float> destination,
        ResizeFilter filter = ResizeFilter.Bilinear)
    {
        Check(image, spec, destination);
        Regions.Check(imageToTensor);
        TensorSink sink = new(spec, destination);
        Warper.Run(image, imageToTensor, spec.Width, spec.Height, filter, ref sink);
    }

    private static void Check(Image image, TensorSpec spec, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(spec);
        spec.Validate();
        if (destination.Length != spec.Length)
        {
            throw new ArgumentException(
                $"A {spec.Channels}×{spec.Height}×{spec.Width} tensor has {spec.Length} numbers; there is room for {destination.Length}.",
                nameof(destination));
        }
    }
}
