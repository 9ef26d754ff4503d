using FaceML.Galleries;

namespace DoorAccess;

/// <summary>What one frame says about who stands before the door.</summary>
public enum Sight
{
    /// <summary>There is no face.</summary>
    NoFace,

    /// <summary>Somebody of the gallery.</summary>
    Enrolled,

    /// <summary>Somebody who is not in the gallery.</summary>
    Stranger,

    /// <summary>There is a face, or a frame, about which nothing can be decided: blurred, dark, unreadable.</summary>
    Unclear,

    /// <summary>The face is not taken for a live one.</summary>
    NotLive,
}

/// <summary>One frame and what it says. Immutable.</summary>
/// <param name="Frame">The name of the frame.</param>
/// <param name="Sight">What it says.</param>
/// <param name="Reason">The same in words.</param>
public sealed record Observation(string Frame, Sight Sight, string Reason)
{
    /// <summary>Who it is; null unless somebody of the gallery.</summary>
    public Person? Person { get; init; }

    /// <summary>How much the face resembles the most alike person of the gallery.</summary>
    public float? Score { get; init; }

    /// <summary>The score from which it is that person.</summary>
    public float? Threshold { get; init; }

    /// <summary>How recognizable the face is, 0 to 100.</summary>
    public double? Quality { get; init; }

    /// <summary>How likely the face is live, 0 to 1; null where that was not asked.</summary>
    public float? Liveness { get; init; }
}
