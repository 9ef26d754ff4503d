using FaceML.Alignment;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>
    /// Cuts the face that is meant out of each image, turned and scaled so that its points lie where networks expect them.
    /// </summary>
    /// <param name="outputColumnName">The column of aligned faces that is added; null where there is no usable face.</param>
    /// <param name="facesColumnName">A column of faces, as <see cref="Detect(string, string, string)"/> adds it.</param>
    /// <param name="imageColumnName">The column of images that they were found in, FaceML's or ML.NET's (<c>MLImage</c>).</param>
    /// <param name="statusColumnName">A text column that says what came of it (<see cref="Recognition.FaceStatus"/>); null for
    /// none.</param>
    public IEstimator<FaceTransformer> Align(string outputColumnName, string facesColumnName, string imageColumnName,
        string? statusColumnName = null) => Align(new FaceAlignmentOptions
        {
            OutputColumnName = outputColumnName,
            FacesColumnName = facesColumnName,
            ImageColumnName = imageColumnName,
            StatusColumnName = statusColumnName,
        });

    /// <inheritdoc cref="Align(string, string, string, string)"/>
    /// <param name="options">The settings.</param>
    public IEstimator<FaceTransformer> Align(FaceAlignmentOptions options) =>
        new FaceAlignmentEstimator(Context, options ?? throw new ArgumentNullException(nameof(options)));
}
