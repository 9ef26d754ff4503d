namespace FaceML.Verification;

/// <summary>One of the two images of a verification: what was found in it, and which face was compared. Immutable.</summary>
public sealed record VerifiedFace
{
    /// <summary>The file; null for an image that was in memory.</summary>
    public string? File { get; init; }

    /// <summary>How many faces the image shows.</summary>
    public required int FaceCount { get; init; }

    /// <summary>Whether a face was found that can be compared, and if not, why not.</summary>
    public required FaceStatus Status { get; init; }

    /// <summary>Which face was meant where there are several.</summary>
    public required FaceSelection Selection { get; init; }

    /// <summary>The face, in pixels of the upright image; null where there is none.</summary>
    public Box? Box { get; init; }

    /// <summary>The detector's score of the face, 0 to 1; null where there is none.</summary>
    public float? DetectorScore { get; init; }

    /// <summary>By how many degrees clockwise the face is turned: 0, 90, 180 or 270.</summary>
    public int Turn { get; init; }

    /// <summary>How likely such a face is recognized, 0 to 100; null where there is no face or no quality model.</summary>
    public double? Quality { get; init; }

    /// <summary>What explains the quality; null where there is no face.</summary>
    public FaceQualityComponents? Components { get; init; }
}
