namespace FaceML.Columns;

/// <summary>Which of the two image types a stage's output column has. Stages take both as input.</summary>
public enum ImageColumnKind
{
    /// <summary>
    /// <see cref="Imaging.Image"/> (<see cref="FaceImageDataViewType"/>): RGB in managed memory, shared between stages, nothing to dispose.
    /// </summary>
    FaceImage,

    /// <summary>
    /// <c>Microsoft.ML.Data.MLImage</c>, what ML.NET's own image stages take: <c>ml.Transforms.ResizeImages</c>, <c>ConvertToGrayscale</c>,
    /// <c>ExtractPixels</c>.
    /// </summary>
    MLImage,
}
