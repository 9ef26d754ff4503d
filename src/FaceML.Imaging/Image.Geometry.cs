namespace FaceML.Imaging;

public sealed partial class Image
{
    /// <summary>A copy with pixels of its own.</summary>
    public Image Clone() => new(Width, Height, (byte[])pixels.Clone());

    /// <summary>The whole image at another size; proportions are the caller's business.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="filter">How pixels are weighed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the image would exceed 2 GiB.</exception>
    public Image Resize(int width, int height, ResizeFilter filter = ResizeFilter.Bilinear)
    {
        Image target = new(width, height);
        ByteSink sink = new(target);
        Resizer.Run(this, new Box(0, 0, Width, Height), width, height, filter, ref sink);
        return target;
    }

    /// <summary>Cuts a rectangle out, its edges rounded to whole pixels. Where it lies outside the image, the result is black.</summary>
    /// <param name="box">What to cut out; at least one pixel comes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The box is empty, inverted, not finite, or beyond 2 GiB of pixels.</exception>
    public Image Crop(Box box)
    {
        Regions.Check(box);
        int left = (int)MathF.Round(box.Left), top = (int)MathF.Round(box.Top);
        Image target = new(Math.Max(1, (int)MathF.Round(box.Right) - left), Math.Max(1, (int)MathF.Round(box.Bottom) - top));
        int from = Math.Max(0, left), to = Math.Min(Width, left + target.Width);
        for (int y = Math.Max(0, -top); y < target.Height && y + top < Height && from < to; y++)
        {
            Pixels.Slice(((y + top) * Width + from) * 3, (to - from) * 3).CopyTo(target.Pixels[((y * target.Width + from - left) * 3)..]);
        }

        return target;
    }

    /// <summary>
    /// Carries the image through a similarity transform: each target pixel is read, bilinearly, where its center comes from.
    /// What comes from outside the image is black, and the outermost half pixel fades into it (OpenCV's <c>warpAffine</c>, constant
    /// border).
    /// </summary>
    /// <param name="sourceToTarget">From this image's coordinates to the result's.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="filter">How pixels are weighed; <see cref="ResizeFilter.Area"/> averages several samples a pixel when the transform
    /// reduces.</param>
    /// <exception cref="ArgumentException">The transform is not finite or has scale 0.</exception>
    public Image Warp(SimilarityTransform sourceToTarget, int width, int height, ResizeFilter filter = ResizeFilter.Bilinear)
    {
        Regions.Check(sourceToTarget);
        Image target = new(width, height);
        ByteSink sink = new(target);
        Warper.Run(this, sourceToTarget, width, height, filter, ref sink);
        return target;
    }

    /// <summary>The mirror image, left and right exchanged.</summary>
    public Image FlipHorizontal()
    {
        Image target = new(Width, Height);
        for (int y = 0; y < Height; y++)
        {
            ReadOnlySpan<byte> source = Pixels.Slice(y * Width * 3, Width * 3);
            Span<byte> mirrored = target.Pixels.Slice(y * Width * 3, Width * 3);
            for (int x = 0; x < source.Length; x += 3)
            {
                source.Slice(x, 3).CopyTo(mirrored[(source.Length - 3 - x)..]);
            }
        }

        return target;
    }

    /// <summary>A copy turned clockwise by quarter turns, pixel by pixel: nothing is interpolated.</summary>
    /// <param name="degrees">0, 90, 180 or 270.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is another number.</exception>
    public Image Turn(int degrees) => degrees switch
    {
        0 => Clone(),
        90 => Orientation.Apply(this, 6),
        180 => Orientation.Apply(this, 3),
        270 => Orientation.Apply(this, 8),
        _ => throw new ArgumentOutOfRangeException(
            nameof(degrees), degrees, $"{nameof(degrees)} must be 0, 90, 180 or 270; it is {degrees}."),
    };

    /// <summary>
    /// The image out of focus: every pixel is the mean of its neighbors, weighed by a Gaussian. The edge repeats outside the image.
    /// </summary>
    /// <param name="deviation">The Gaussian's standard deviation in pixels, above 0 and at most 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public Image Blur(float deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(deviation is > 0 and <= 100, true, nameof(deviation));
        return GaussianBlur.Run(this, deviation);
    }
}
