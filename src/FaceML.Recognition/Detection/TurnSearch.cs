namespace FaceML.Recognition;

/// <summary>When an image is also searched turned by 90, 180 and 270 degrees.</summary>
public enum TurnSearch
{
    /// <summary>
    /// When the image as it is shows no face that can be trusted: nothing found, or landmarks in an arrangement that upright faces do not
    /// have. Where a face can be trusted and is not certain, the image is searched turned by 180 degrees alone.
    /// </summary>
    WhenNeeded,

    /// <summary>Always: four times the cost of detection.</summary>
    Always,

    /// <summary>Never: a face in a turned image is missed, or aligned by landmarks that are not where they seem to be.</summary>
    Never,
}
