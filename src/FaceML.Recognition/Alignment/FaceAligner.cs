using FaceML.Imaging;

namespace FaceML.Recognition;

/// <summary>Cuts aligned chips out of images, for looking at and for networks that are fed images.</summary>
/// <remarks>Safe to share between threads. Outside of the image a chip is black.</remarks>
public sealed class FaceAligner
{
    /// <summary>Makes an aligner.</summary>
    /// <param name="template">Where the points shall lie, and how large the chip is.</param>
    public FaceAligner(AlignmentTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        Template = template;
    }

    /// <summary>Where the points lie in a chip.</summary>
    public AlignmentTemplate Template { get; }

    /// <summary>Cuts one chip, bilinear.</summary>
    /// <param name="image">The image.</param>
    /// <param name="face">The face's points in it.</param>
    /// <exception cref="AlignmentException">The points fix no transform.</exception>
    public Image Align(Image image, in FacePoints face) =>
        TryAlign(image, face, out Image? chip) ? chip : throw new AlignmentException(face, Template.Name);

    /// <summary>Cuts one chip, bilinear; false when the points fix no transform.</summary>
    /// <param name="image">The image.</param>
    /// <param name="face">The face's points in it.</param>
    /// <param name="chip">The chip.</param>
    public bool TryAlign(Image image, in FacePoints face, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Image? chip)
    {
        ArgumentNullException.ThrowIfNull(image);
        chip = Template.TryAlign(face, out SimilarityTransform imageToChip)
            ? image.Warp(imageToChip, Template.Width, Template.Height)
            : null;
        return chip is not null;
    }
}
