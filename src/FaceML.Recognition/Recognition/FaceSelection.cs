namespace FaceML.Recognition;

/// <summary>Which face of an image is meant.</summary>
public enum FaceSelection
{
    /// <summary>The one with the largest box: who stands nearest to the camera.</summary>
    Largest,

    /// <summary>The one whose center is nearest to the image's center: whom the image was cropped around.</summary>
    Central,

    /// <summary>The only one: an image with several is refused as <see cref="FaceStatus.SeveralFaces"/>.</summary>
    Only,
}
