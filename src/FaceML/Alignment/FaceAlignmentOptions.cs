using FaceML.Columns;

namespace FaceML.Alignment;

/// <summary>Settings of <see cref="FaceCatalog.Align(FaceAlignmentOptions)"/>.</summary>
public sealed class FaceAlignmentOptions
{
    /// <summary>The column of aligned faces that is added. The default value is <c>AlignedFace</c>.</summary>
    public string OutputColumnName { get; set; } = "AlignedFace";

    /// <summary>A column of faces. The default value is <c>Faces</c>.</summary>
    public string FacesColumnName { get; set; } = "Faces";

    /// <summary>
    /// The column of images that the faces were found in, FaceML's or ML.NET's (<c>MLImage</c>). The default value is <c>Image</c>.
    /// </summary>
    public string ImageColumnName { get; set; } = "Image";

    /// <summary>
    /// A text column that says what came of it, the name of a <see cref="FaceStatus"/>. The default value is null: none is added.
    /// </summary>
    public string? StatusColumnName { get; set; }

    /// <summary>Which face is meant when there are several. The default value is <see cref="FaceSelection.Largest"/>.</summary>
    public FaceSelection Selection { get; set; } = FaceSelection.Largest;

    /// <summary>
    /// The name of the alignment template, one of <see cref="AlignmentTemplate.Names"/>. The default value is <c>arcface-112</c>.
    /// </summary>
    public string Template { get; set; } = AlignmentTemplate.ArcFace112.Name;

    /// <summary>The aligned face's columns. The default value is null: the template's.</summary>
    public int? Width { get; set; }

    /// <summary>The aligned face's rows. The default value is null: the template's.</summary>
    public int? Height { get; set; }

    /// <summary>
    /// The type of the column of aligned faces. With <see cref="ImageColumnKind.MLImage"/> ML.NET's <c>ExtractPixels</c> takes it as it is:
    /// its size is known. The default value is <see cref="ImageColumnKind.FaceImage"/>.
    /// </summary>
    public ImageColumnKind OutputKind { get; set; } = ImageColumnKind.FaceImage;
}
