namespace FaceML.Recognition;

/// <summary>A face that a detector found.</summary>
/// <param name="Box">Where, in pixels of the upright image, cut off at its edges.</param>
/// <param name="Score">How sure the detector is, 0 to 1. Scores of different detectors do not compare.</param>
/// <param name="Points">The five points, from detectors that give them.</param>
public readonly record struct DetectedFace(Box Box, float Score, FacePoints? Points = null)
{
    /// <summary>
    /// How far the face is turned in the image, in degrees clockwise: 0, 90, 180 or 270; another number than 0 only where turned images are
    /// searched (<see cref="DetectorOptions.Turns"/>). Turned by 90°, the top of the head points to the right. Box and points are in the
    /// frame of the image as it is.
    /// </summary>
    public int Turn { get; init; }

    /// <summary>The landmarks, where the search had to find them to judge the face.</summary>
    internal FaceLandmarks? Landmarks { get; init; }

    /// <summary>The landmarks of the box's own crop, the first of several passes, where the search looked for those.</summary>
    internal FaceLandmarks? FirstLandmarks { get; init; }
}
