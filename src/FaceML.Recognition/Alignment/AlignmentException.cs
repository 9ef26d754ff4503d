namespace FaceML.Recognition;

/// <summary>A face cannot be aligned: its points coincide, or are not finite.</summary>
public sealed class AlignmentException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="points">The points.</param>
    /// <param name="template">The template's name.</param>
    public AlignmentException(FacePoints points, string template)
        : base($"The points {points} fix no alignment to the template {template}: they coincide, or are not finite.")
    {
    }
}
