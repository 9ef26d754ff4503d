namespace FaceML.Recognition;

/// <summary>Coordinates of an image that was turned clockwise by quarter turns.</summary>
/// <param name="Degrees">How far, 0, 90, 180 or 270.</param>
/// <param name="Width">The width before the turn.</param>
/// <param name="Height">The height before the turn.</param>
internal readonly record struct QuarterTurn(int Degrees, int Width, int Height)
{
    /// <summary>Where a point goes.</summary>
    internal Vector2 Apply(Vector2 point) => Degrees switch
    {
        90 => new(Height - point.Y, point.X),
        180 => new(Width - point.X, Height - point.Y),
        270 => new(point.Y, Width - point.X),
        _ => point,
    };

    /// <summary>Where a box goes.</summary>
    internal Box Apply(in Box box)
    {
        Vector2 a = Apply(new Vector2(box.Left, box.Top)), b = Apply(new Vector2(box.Right, box.Bottom));
        Vector2 low = Vector2.Min(a, b), high = Vector2.Max(a, b);
        return new(low.X, low.Y, high.X, high.Y);
    }

    /// <summary>
    /// Where a face goes, and that it is turned now. Its landmarks keep their order: the first eye stays the one at the left of the face
    /// seen upright.
    /// </summary>
    internal DetectedFace Apply(in DetectedFace face)
    {
        QuarterTurn turn = this;
        return face with
        {
            Box = Apply(face.Box),
            Points = face.Points?.Select(turn.Apply),
            Landmarks = face.Landmarks is { } landmarks ? new([.. landmarks.Points.Select(turn.Apply)]) : null,
            Turn = Degrees,
        };
    }
}
