using FaceML.Images;
using FaceML.Imaging;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Reads pictures: upright, RGB, 8 bits.</summary>
    /// <param name="outputColumnName">The column of pictures that is added.</param>
    /// <param name="inputColumnName">A path (text), an encoded file (vector of Byte), or pictures, which pass as they are; null means the output's name.</param>
    /// <returns>An estimator; a picture that cannot be read ends the pass with an <see cref="ImageFormatException"/> that names it.</returns>
    public FaceImageLoadingEstimator LoadImages(string outputColumnName, string? inputColumnName = null) =>
        LoadImages(new FaceImageLoadingOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName });

    /// <inheritdoc cref="LoadImages(string, string)"/>
    /// <param name="options">The settings.</param>
    public FaceImageLoadingEstimator LoadImages(FaceImageLoadingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new FaceImageLoadingEstimator(Context, options);
    }

    /// <summary>Brings pictures to one size. The proportions are not kept.</summary>
    /// <param name="outputColumnName">The column of resized pictures that is added.</param>
    /// <param name="inputColumnName">A column of pictures; null means the output's name.</param>
    /// <param name="width">Columns of pixels, 1 to 16,384.</param>
    /// <param name="height">Rows of pixels, 1 to 16,384.</param>
    public FaceImageResizingEstimator ResizeImages(string outputColumnName, string? inputColumnName = null, int width = 224, int height = 224) =>
        ResizeImages(new FaceImageResizingOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Width = width, Height = height });

    /// <inheritdoc cref="ResizeImages(string, string, int, int)"/>
    /// <param name="options">The settings.</param>
    public FaceImageResizingEstimator ResizeImages(FaceImageResizingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new FaceImageResizingEstimator(Context, options);
    }

    /// <summary>Turns pictures into vectors of numbers for a network: resized, reordered, <c>(byte − mean) × scale</c>.</summary>
    /// <param name="outputColumnName">The column of vectors that is added.</param>
    /// <param name="inputColumnName">A column of pictures; null means the output's name.</param>
    /// <param name="width">Columns that the network sees.</param>
    /// <param name="height">Rows that the network sees.</param>
    /// <param name="order">The channels and their order.</param>
    /// <param name="mean">Subtracted from each byte, in units of 0–255.</param>
    /// <param name="scale">Multiplied then.</param>
    public FacePixelExtractingEstimator ExtractPixels(string outputColumnName, string? inputColumnName = null, int width = 224, int height = 224, ChannelOrder order = ChannelOrder.Rgb, float mean = 0, float scale = 1)
    {
        int channels = order == ChannelOrder.Grey ? 1 : 3;
        return ExtractPixels(new FacePixelExtractingOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Tensor = new TensorSpec { Width = width, Height = height, Order = order, Mean = [.. Enumerable.Repeat(mean, channels)], Scale = [.. Enumerable.Repeat(scale, channels)] },
        });
    }

    /// <inheritdoc cref="ExtractPixels(string, string, int, int, ChannelOrder, float, float)"/>
    /// <param name="options">The settings; here mean and scale may differ between channels, and the layout may be chosen.</param>
    public FacePixelExtractingEstimator ExtractPixels(FacePixelExtractingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new FacePixelExtractingEstimator(Context, options);
    }
}
