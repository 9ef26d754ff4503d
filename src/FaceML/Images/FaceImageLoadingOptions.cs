using FaceML.Columns;

namespace FaceML.Images;

/// <summary>Settings of <see cref="FaceCatalog.LoadImages(FaceImageLoadingOptions)"/>.</summary>
public sealed class FaceImageLoadingOptions
{
    /// <summary>The column of images that is added. The default value is <c>Image</c>.</summary>
    public string OutputColumnName { get; set; } = "Image";

    /// <summary>
    /// Where images come from: a path (text), an encoded file (vector of Byte), or images already decoded, FaceML's or ML.NET's
    /// (<c>MLImage</c>), which pass. The default value is null: the output's name.
    /// </summary>
    public string? InputColumnName { get; set; }

    /// <summary>
    /// The folder that relative paths start from. The default value is null: the current folder. Not saved: a file must not decide where a
    /// server reads.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>Limits and wishes of decoding. The default value is <see cref="ImageDecodeOptions.Default"/>.</summary>
    public ImageDecodeOptions Decoding { get; set; } = ImageDecodeOptions.Default;

    /// <summary>
    /// What becomes of an image that is missing or cannot be decoded: false ends the pass with its error; true leaves
    /// the value null, and later stages carry on with status <c>NoImage</c>. The default value is <see langword="false"/>.
    /// </summary>
    public bool SkipUnreadable { get; set; }

    /// <summary>The type of the column that is added. The default value is <see cref="ImageColumnKind.FaceImage"/>.</summary>
    public ImageColumnKind OutputKind { get; set; } = ImageColumnKind.FaceImage;
}
