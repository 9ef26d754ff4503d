namespace FaceML.Networks;

/// <summary>What is done to an input's numbers after mean and scale.</summary>
public enum InputStandardization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>
    /// Each image gets mean 0 and deviation 1 over all its numbers, the deviation taken as at least 1 / √count:
    /// what FaceNet's code calls prewhitening, and TensorFlow <c>per_image_standardization</c>.
    /// </summary>
    PerImage,
}
