using FaceML.Imaging;

namespace FaceML.Images;

/// <summary>Settings of <see cref="FacePixelExtractingEstimator"/>.</summary>
public sealed class FacePixelExtractingOptions
{
    /// <summary>The column of vectors that is added. The default value is <c>Pixels</c>.</summary>
    public string OutputColumnName { get; set; } = "Pixels";

    /// <summary>A column of pictures. The default value is null: the output's name.</summary>
    public string? InputColumnName { get; set; }

    /// <summary>Size, layout, order and normalisation. The default value is 224×224 RGB, planes, bytes as they are.</summary>
    public TensorSpec Tensor { get; set; } = new() { Width = 224, Height = 224 };
}
