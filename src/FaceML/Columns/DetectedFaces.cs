using System.Collections;

namespace FaceML.Columns;

/// <summary>The faces of one image, the surest first; the value of a column of faces. Immutable, safe to share.</summary>
public sealed class DetectedFaces : IReadOnlyList<DetectedFace>
{
    private readonly IReadOnlyList<DetectedFace> faces;

    /// <summary>Wraps faces.</summary>
    /// <param name="faces">The faces; not copied.</param>
    /// <param name="hasImage">Whether there was an image to look at.</param>
    public DetectedFaces(IReadOnlyList<DetectedFace> faces, bool hasImage = true)
    {
        ArgumentNullException.ThrowIfNull(faces);
        this.faces = faces;
        HasImage = hasImage;
    }

    /// <summary>No face, because there was no image to look at: the file could not be read.</summary>
    public static DetectedFaces NoImage { get; } = new([], hasImage: false);

    /// <summary>Whether there was an image to look at.</summary>
    public bool HasImage { get; }

    /// <inheritdoc/>
    public int Count => faces.Count;

    /// <inheritdoc/>
    public DetectedFace this[int index] => faces[index];

    /// <inheritdoc/>
    public IEnumerator<DetectedFace> GetEnumerator() => faces.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => HasImage ? $"{Count} faces" : "no image";
}
