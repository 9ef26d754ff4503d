namespace FaceML.Networks;

/// <summary>
/// The names that a card may use for how a network is shown faces and how its outputs are read. FaceML.Recognition holds what they do.
/// </summary>
internal static class NetworkFamilies
{
    /// <summary>The network at the end of each stage of the detection family <c>mtcnn</c>: P, R and O.</summary>
    public const int CascadeStages = 3;

    /// <summary>112×112, all five points: ArcFace, SphereFace, MobileFaceNet and most later networks.</summary>
    public const string ArcFace112 = "arcface-112";

    /// <summary>96 columns, 112 rows, all five points: SphereFace and CosFace.</summary>
    public const string SphereFace96 = "sphereface-96x112";

    /// <summary>150×150, all five points: dlib's ResNet and what follows it.</summary>
    public const string Dlib150 = "dlib-150";

    /// <summary>112×112, the eyes alone.</summary>
    public const string EyesOnly = "eyes-only";

    /// <summary>Families of detectors that are one network.</summary>
    public static IReadOnlyList<string> SingleDetectors { get; } = ["ultraface", "yunet", "scrfd", "blazeface"];

    /// <summary>Families of detectors that are several networks, one after the other.</summary>
    public static IReadOnlyList<string> Cascades { get; } = ["mtcnn"];

    /// <summary>All families of detectors.</summary>
    public static IReadOnlyList<string> Detectors { get; } = [.. SingleDetectors, .. Cascades];

    /// <summary>Families of landmark networks.</summary>
    public static IReadOnlyList<string> Landmarks { get; } = ["ibug-68"];

    /// <summary>Alignment templates.</summary>
    public static IReadOnlyList<string> Templates { get; } = [ArcFace112, SphereFace96, Dlib150, EyesOnly];

    /// <summary>The strides of detectors that answer on grids.</summary>
    public static IReadOnlyList<int> Strides { get; } = [8, 16, 32];

    /// <summary>How many networks a family of detectors runs one after the other.</summary>
    public static int StagesOf(string family) => Cascades.Contains(family) ? CascadeStages : 1;

    /// <summary>The cells of a grid of a stride along a side.</summary>
    public static int CellsOf(int side, int stride) => (side + stride - 1) / stride;
}
