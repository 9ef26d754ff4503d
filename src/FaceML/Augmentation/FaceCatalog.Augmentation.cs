using FaceML.Augmentation;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>
    /// Changes aligned faces as cameras, light and clothes do: for learning from few images, and for measuring what a degradation costs.
    /// The same image, options and variant give the same result, in whatever order rows are read.
    /// </summary>
    /// <param name="outputColumnName">The column of changed images that is added.</param>
    /// <param name="inputColumnName">A column of aligned faces, as <see cref="Align(string, string, string, string)"/> adds it; null means
    /// the output's name.</param>
    /// <param name="options">What may happen and how often; null for the defaults.</param>
    /// <param name="variant">Which of the many outcomes; several stages with different variants give several images of one.</param>
    /// <param name="template">Where the face's points lie, as the images were aligned; null for
    /// <see cref="AlignmentTemplate.ArcFace112"/>.</param>
    public IEstimator<FaceTransformer> Augment(string outputColumnName = "AlignedFace", string? inputColumnName = null,
        FaceAugmentationOptions? options = null, int variant = 0, AlignmentTemplate? template = null) =>
        new FaceAugmentationEstimator(Context, new FaceAugmentationTransformer(outputColumnName, inputColumnName ?? outputColumnName,
            options ?? new FaceAugmentationOptions(), template ?? AlignmentTemplate.ArcFace112, variant));
}
