namespace FaceML.Recognition;

/// <summary>Which face of a picture is meant.</summary>
public enum FaceSelection
{
    /// <summary>The one with the largest box: who stands nearest to the camera.</summary>
    Largest,

    /// <summary>The one whose centre is nearest to the picture's centre: whom the picture was cropped around.</summary>
    Central,

    /// <summary>The only one: a picture with several is refused as <see cref="FaceStatus.SeveralFaces"/>.</summary>
    Only,
}
