namespace FaceML.Reports;

/// <summary>An image to look at, with a box around each face. Immutable; the image stays as it is.</summary>
/// <param name="Image">The image.</param>
public sealed record ImageFigure(Image Image)
{
    /// <summary>The faces that get a box. The default value is empty.</summary>
    public IReadOnlyList<Face> Faces { get; init; } = [];

    /// <summary>What stands below the image. The default value is empty.</summary>
    public string Caption { get; init; } = "";
}

/// <summary>Images side by side, in that order. Immutable.</summary>
/// <param name="Images">The images.</param>
public sealed record ImageFigures(IReadOnlyList<ImageFigure> Images);
