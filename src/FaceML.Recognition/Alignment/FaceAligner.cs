namespace FaceML.Recognition;

/// <summary>Cuts aligned faces out of images, for looking at and for networks that are fed images.</summary>
/// <remarks>Safe to share between threads. Outside of the image an aligned face is black.</remarks>
public sealed class FaceAligner
{
    /// <summary>Makes an aligner.</summary>
    /// <param name="template">Where the points shall lie, and how large the aligned face is.</param>
    public FaceAligner(AlignmentTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        Template = template;
    }

    /// <summary>Where the points lie in an aligned face.</summary>
    public AlignmentTemplate Template { get; }

    /// <summary>Cuts one aligned face, bilinear.</summary>
    /// <param name="image">The image.</param>
    /// <param name="face">The face's points in it.</param>
    /// <exception cref="AlignmentException">The points fix no transform.</exception>
    public Image Align(Image image, in FacePoints face) =>
        TryAlign(image, face, out Image? alignedFace) ? alignedFace : throw new AlignmentException(face, Template.Name);

    /// <summary>Cuts one aligned face, bilinear; false when the points fix no transform.</summary>
    /// <param name="image">The image.</param>
    /// <param name="face">The face's points in it.</param>
    /// <param name="alignedFace">The aligned face.</param>
    public bool TryAlign(Image image, in FacePoints face, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Image? alignedFace)
    {
        ArgumentNullException.ThrowIfNull(image);
        alignedFace = Template.TryAlign(face, out SimilarityTransform imageToAligned)
            ? image.Warp(imageToAligned, Template.Width, Template.Height)
            : null;
        return alignedFace is not null;
    }
}
