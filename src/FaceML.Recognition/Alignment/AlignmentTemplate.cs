namespace FaceML.Recognition;

/// <summary>Where the points of a face shall lie in an aligned face.</summary>
/// <remarks>Immutable, safe to share. Coordinates are those of the aligned face's pixels, the center of the first at (0.5, 0.5).</remarks>
public sealed class AlignmentTemplate
{
    // Published in whole-pixel coordinates, where the center of the first pixel is (0, 0).
    private const float HalfPixel = 0.5f;

    private static readonly Dictionary<string, AlignmentTemplate> Table;

    static AlignmentTemplate()
    {
        // The reference points of ArcFace's 112×112 aligned faces (Deng et al., 2019; the public alignment code of InsightFace).
        Vector2[] arcFace = [new(38.2946f, 51.6963f), new(73.5318f, 51.5014f), new(56.0252f, 71.7366f), new(41.5493f, 92.3655f),
            new(70.7299f, 92.2041f)];
        ArcFace112 = new(NetworkFamilies.ArcFace112, 112, 112, Array.ConvertAll(arcFace, p => p + new Vector2(HalfPixel)), [0, 1, 2, 3, 4]);

        // SphereFace's 96×112 (Liu et al., 2017): the same points, eight columns less at each side.
        SphereFace96 = new(NetworkFamilies.SphereFace96, 96, 112, Array.ConvertAll(ArcFace112.points, p => p - new Vector2(8, 0)),
            [0, 1, 2, 3, 4]);
        EyesOnly = new(NetworkFamilies.EyesOnly, 112, 112, ArcFace112.points[..2], [0, 1]);

        // dlib's mean face for get_face_chip_details with a padding of 0.25 (image_transforms/interpolation.h):
        // aligned face = (padding + mean) / (2 × padding + 1) × size, the means of the 68 points taken as FaceLandmarks.FivePoints takes
        // them.
        Vector2[] dlib = [new(0.224152f, 0.2119465f), new(0.75610125f, 0.2119465f), new(0.490127f, 0.515625f), new(0.272264f, 0.7825125f),
            new(0.707989f, 0.7825125f)];
        Dlib150 = new(NetworkFamilies.Dlib150, 150, 150,
            Array.ConvertAll(dlib, p => (p + new Vector2(0.25f)) / 1.5f * 150 + new Vector2(HalfPixel)), [0, 1, 2, 3, 4]);
        Table = new[] { ArcFace112, SphereFace96, Dlib150, EyesOnly }.ToDictionary(t => t.Name, StringComparer.Ordinal);
    }

    private readonly Vector2[] points;
    private readonly int[] used;

    private AlignmentTemplate(string name, int width, int height, Vector2[] points, int[] used)
    {
        Name = name;
        Width = width;
        Height = height;
        this.points = points;
        this.used = used;
    }

    /// <summary>112×112, all five points: ArcFace, SphereFace, MobileFaceNet and most later networks.</summary>
    public static AlignmentTemplate ArcFace112 { get; }

    /// <summary>
    /// 96 columns, 112 rows, all five points: SphereFace and CosFace. <see cref="ArcFace112"/> without eight columns at each side.
    /// </summary>
    public static AlignmentTemplate SphereFace96 { get; }

    /// <summary>150×150, all five points: dlib's ResNet and what follows it. Shows more of the forehead and chin.</summary>
    public static AlignmentTemplate Dlib150 { get; }

    /// <summary>
    /// The eyes of <see cref="ArcFace112"/> alone, for faces whose nose or mouth is hidden, and for detectors that know only eyes.
    /// </summary>
    public static AlignmentTemplate EyesOnly { get; }

    /// <summary>The names of the templates.</summary>
    public static IReadOnlyCollection<string> Names => Table.Keys;

    /// <summary>The name by which cards refer to it.</summary>
    public string Name { get; }

    /// <summary>The aligned face's columns.</summary>
    public int Width { get; }

    /// <summary>The aligned face's rows.</summary>
    public int Height { get; }

    /// <summary>Which of the five points it fixes, as indices of <see cref="FacePoints"/>.</summary>
    public IReadOnlyList<int> UsedPoints => used;

    /// <summary>Where those points shall lie, in the order of <see cref="UsedPoints"/>.</summary>
    public IReadOnlyList<Vector2> Points => points;

    /// <summary>Finds a template.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static AlignmentTemplate Named(string name) =>
        Table.TryGetValue(name, out AlignmentTemplate? template) ? template
        : throw new ArgumentException($"There is no alignment template \"{name}\"; there are {string.Join(", ", Names)}.", nameof(name));

    /// <summary>
    /// The same view of a face in an aligned face of another size. A aligned face of other proportions shows more on two sides.
    /// </summary>
    /// <param name="width">The aligned face's columns, 1 to 4096.</param>
    /// <param name="height">The aligned face's rows, 1 to 4096.</param>
    public AlignmentTemplate ForSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 4096);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 4096);
        if (width == Width && height == Height)
        {
            return this;
        }

        float scale = MathF.Min((float)width / Width, (float)height / Height);
        Vector2 shift = new Vector2(width - scale * Width, height - scale * Height) / 2;
        return new(Name, width, height, Array.ConvertAll(points, p => p * scale + shift), used);
    }

    /// <summary>Whether aligned faces of one are aligned faces of the other.</summary>
    internal bool IsAlike(AlignmentTemplate other) => Name == other.Name && Width == other.Width && Height == other.Height;

    /// <summary>Finds the least-squares similarity from a face's points to this template.</summary>
    /// <param name="face">The face's points in its image.</param>
    /// <param name="imageToAligned">Takes the image's coordinates to the aligned face's, or the default value.</param>
    /// <returns><see langword="false"/> when the points fix no transform, see <see cref="Umeyama.TryEstimate"/>.</returns>
    public bool TryAlign(in FacePoints face, out Imaging.SimilarityTransform imageToAligned)
    {
        Span<Vector2> from = stackalloc Vector2[used.Length];
        for (int i = 0; i < from.Length; i++)
        {
            from[i] = face[used[i]];
        }

        return Umeyama.TryEstimate(from, points, out imageToAligned);
    }
}
