namespace FaceML.Recognition;

/// <summary>
/// The 68 landmarks of a face in the order of the iBUG 300-W annotation (Sagonas et al., 2013), in pixels of the upright image:
/// 0–16 the jaw from the image's left to right, 17–26 the brows, 27–35 the nose, 36–47 the eyes, 48–67 the mouth.
/// </summary>
/// <remarks>Immutable, safe to share.</remarks>
public sealed class FaceLandmarks
{
    /// <summary>How many there are.</summary>
    public const int Count = 68;

    /// <summary>Makes them from points.</summary>
    /// <param name="points">68 points.</param>
    /// <exception cref="ArgumentException">There are not 68.</exception>
    public FaceLandmarks(IReadOnlyList<Vector2> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count != Count)
        {
            throw new ArgumentException($"{Count} points are expected; {points.Count} came.", nameof(points));
        }

        Points = [.. points];
        FivePoints = new(
            Mean(37, 38, 40, 41), // the lids of each eye without its corners, which glasses and gaze move less
            Mean(43, 44, 46, 47),
            Points[30],
            Mean(48, 60), // outer and inner corner of the lips
            Mean(54, 64));
    }

    /// <summary>The 68 points.</summary>
    public IReadOnlyList<Vector2> Points { get; }

    /// <summary>
    /// The five points of alignment, derived from the 68: means of the lids, the tip of the nose, means of the mouth's corners.
    /// </summary>
    public FacePoints FivePoints { get; }

    private Vector2 Mean(params ReadOnlySpan<int> indices)
    {
        Vector2 sum = Vector2.Zero;
        foreach (int index in indices)
        {
            sum += Points[index];
        }

        return sum / indices.Length;
    }
}
