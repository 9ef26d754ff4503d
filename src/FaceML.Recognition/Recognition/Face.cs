namespace FaceML.Recognition;

/// <summary>A face in an image, with its landmarks.</summary>
/// <param name="Box">Where it is, in pixels of the upright image.</param>
/// <param name="Score">How sure the detector is, 0 to 1.</param>
/// <param name="Points">The five points that it is aligned by.</param>
/// <param name="Landmarks">All landmarks, where a landmark network was run.</param>
public sealed record Face(Box Box, float Score, FacePoints Points, FaceLandmarks? Landmarks = null)
{
    /// <summary>
    /// How far the face is turned in the image, in degrees clockwise: 0, 90, 180 or 270. Turned by 90°, the top of the head points to the
    /// right. Box and points are in the frame of the image as it is, so that alignment undoes the turn.
    /// </summary>
    public int Turn { get; init; }
}
