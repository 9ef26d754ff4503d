namespace FaceML.Imaging;

/// <summary>
/// Pixels to a network's numbers in one pass: sampled, ordered, normalised and laid out without a picture in between.
/// Interpolated values are not rounded to bytes before they are normalised. Safe from several threads.
/// </summary>
public static class PixelTensor
{
    /// <summary>Stretches the whole picture over the tensor.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="spec">What the network wants.</param>
    /// <param name="destination">Receives exactly <see cref="TensorSpec.Length"/> numbers.</param>
    /// <param name="filter">How pixels are weighed.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length, or the spec is inconsistent.</exception>
    public static void Write(Image image, TensorSpec spec, Span<float> destination, ResizeFilter filter = ResizeFilter.Bilinear) =>
        Write(image, new Box(0, 0, image.Width, image.Height), spec, destination, filter);

    /// <summary>
    /// Stretches a region over the tensor: what <see cref="Image.Crop"/> and <see cref="Image.Resize"/> would give, but for edges between
    /// pixels, which are kept. Samples do not look beyond the region; its parts outside the picture are black.
    /// </summary>
    /// <param name="image">The picture.</param>
    /// <param name="region">The region, in pixels of the picture.</param>
    /// <param name="spec">What the network wants.</param>
    /// <param name="destination">Receives exactly <see cref="TensorSpec.Length"/> numbers.</param>
    /// <param name="filter">How pixels are weighed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The region is empty or not finite.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length, or the spec is inconsistent.</exception>
    public static void Write(Image image, in Box region, TensorSpec spec, Span<float> destination, ResizeFilter filter = ResizeFilter.Bilinear)
    {
        Check(image, spec, destination);
        Regions.Check(region);
        float[] rows = new float[spec.Length];
        FloatSink sink = new(spec, rows);
        Resampler.Resize(image, region, spec.Width, spec.Height, filter, ref sink);
        rows.CopyTo(destination);
    }

    /// <summary>Carries the picture through a similarity transform into the tensor, as <see cref="Image.Warp"/> does; what comes from outside is black.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="imageToTensor">From the picture's coordinates to the tensor's.</param>
    /// <param name="spec">What the network wants.</param>
    /// <param name="destination">Receives exactly <see cref="TensorSpec.Length"/> numbers.</param>
    /// <exception cref="ArgumentException">The transform has no inverse, <paramref name="destination"/> has another length, or the spec is inconsistent.</exception>
    public static void Write(Image image, in SimilarityTransform imageToTensor, TensorSpec spec, Span<float> destination)
    {
        Check(image, spec, destination);
        Regions.Check(imageToTensor);
        float[] rows = new float[spec.Length];
        FloatSink sink = new(spec, rows);
        Resampler.Warp(image, imageToTensor, spec.Width, spec.Height, ref sink);
        rows.CopyTo(destination);
    }

    private static void Check(Image image, TensorSpec spec, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(spec);
        spec.Validate();
        if (destination.Length != spec.Length)
        {
            throw new ArgumentException($"A {spec.Channels}×{spec.Height}×{spec.Width} tensor has {spec.Length} numbers; there is room for {destination.Length}.", nameof(destination));
        }
    }

    private readonly struct FloatSink(TensorSpec spec, float[] tensor) : IRowSink
    {
        public void Write(int y, ReadOnlySpan<float> row)
        {
            int channels = spec.Channels, plane = spec.Width * spec.Height;
            for (int x = 0; x < spec.Width; x++)
            {
                float r = row[x * 3], g = row[x * 3 + 1], b = row[x * 3 + 2];
                for (int c = 0; c < channels; c++)
                {
                    float value = spec.Order switch
                    {
                        ChannelOrder.Grey => 0.299f * r + 0.587f * g + 0.114f * b,
                        ChannelOrder.Rgb => c == 0 ? r : c == 1 ? g : b,
                        _ => c == 0 ? b : c == 1 ? g : r,
                    };
                    int at = spec.Layout == TensorLayout.Nchw ? c * plane + y * spec.Width + x : (y * spec.Width + x) * channels + c;
                    tensor[at] = (value - spec.Mean[c]) * spec.Scale[c];
                }
            }
        }
    }
}
