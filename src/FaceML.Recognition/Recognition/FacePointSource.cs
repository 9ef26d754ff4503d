namespace FaceML.Recognition;

/// <summary>Where the five points that a face is aligned by come from.</summary>
public enum FacePointSource
{
    /// <summary>From the landmark network, which looks at the detector's box.</summary>
    Landmarks,

    /// <summary>From the detector itself: no landmark network is loaded. Wants a detector that gives points.</summary>
    Detector,
}
