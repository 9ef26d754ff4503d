namespace FaceML.Recognition;

/// <summary>
/// The five points that alignment works with, in pixels of the upright image. Left and right are those of the image,
/// not of the person.
/// </summary>
/// <param name="EyeLeft">The center of the eye at the image's left.</param>
/// <param name="EyeRight">The center of the eye at the image's right.</param>
/// <param name="Nose">The tip of the nose.</param>
/// <param name="MouthLeft">The corner of the mouth at the image's left.</param>
/// <param name="MouthRight">The corner of the mouth at the image's right.</param>
public readonly record struct FacePoints(Vector2 EyeLeft, Vector2 EyeRight, Vector2 Nose, Vector2 MouthLeft, Vector2 MouthRight)
{
    /// <summary>How many there are.</summary>
    public const int Count = 5;

    /// <summary>The points in their order, 0 to 4.</summary>
    /// <param name="index">0 to 4.</param>
    public Vector2 this[int index] => index switch
    {
        0 => EyeLeft,
        1 => EyeRight,
        2 => Nose,
        3 => MouthLeft,
        4 => MouthRight,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "There are five points, 0 to 4."),
    };

    /// <summary>The same five points, each changed in the same way.</summary>
    /// <param name="change">From point to point.</param>
    public FacePoints Select(Func<Vector2, Vector2> change) =>
        new(change(EyeLeft), change(EyeRight), change(Nose), change(MouthLeft), change(MouthRight));
}
