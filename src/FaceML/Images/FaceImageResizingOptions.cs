using FaceML.Imaging;

namespace FaceML.Images;

/// <summary>Settings of <see cref="FaceImageResizingEstimator"/>.</summary>
public sealed class FaceImageResizingOptions
{
    /// <summary>The column of resized pictures that is added. The default value is <c>Image</c>.</summary>
    public string OutputColumnName { get; set; } = "Image";

    /// <summary>A column of pictures. The default value is null: the output's name.</summary>
    public string? InputColumnName { get; set; }

    /// <summary>Columns of pixels, 1 to 16,384. The default value is 224.</summary>
    public int Width { get; set; } = 224;

    /// <summary>Rows of pixels, 1 to 16,384. The default value is 224.</summary>
    public int Height { get; set; } = 224;

    /// <summary>How pixels in between are found. The default value is <see cref="ResizeFilter.Bilinear"/>.</summary>
    public ResizeFilter Filter { get; set; } = ResizeFilter.Bilinear;
}
