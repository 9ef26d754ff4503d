using FaceML.Images;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Reads images: upright, RGB, 8 bits.</summary>
    /// <param name="outputColumnName">The column of images that is added.</param>
    /// <param name="inputColumnName">A path (text), an encoded file (vector of Byte), or images, which pass as they are: FaceML's, or
    /// ML.NET's (<c>MLImage</c>); null means the output's name.</param>
    /// <returns>An estimator; an image that cannot be read ends the pass with an <see cref="ImageFormatException"/> that names
    /// it.</returns>
    public IEstimator<FaceTransformer> LoadImages(string outputColumnName, string? inputColumnName = null) =>
        LoadImages(new FaceImageLoadingOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName });

    /// <inheritdoc cref="LoadImages(string, string)"/>
    /// <param name="options">The settings.</param>
    public IEstimator<FaceTransformer> LoadImages(FaceImageLoadingOptions options) =>
        new FaceImageLoadingEstimator(Context, options ?? throw new ArgumentNullException(nameof(options)));
}
