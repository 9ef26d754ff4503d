namespace FaceML.Detection;

/// <summary>Settings of <see cref="FaceCatalog.Detect(FaceDetectionOptions)"/>.</summary>
public sealed class FaceDetectionOptions
{
    /// <summary>The column of faces that is added. The default value is <c>Faces</c>.</summary>
    public string OutputColumnName { get; set; } = "Faces";

    /// <summary>A column of images, FaceML's or ML.NET's (<c>MLImage</c>). The default value is <c>Image</c>.</summary>
    public string InputColumnName { get; set; } = "Image";

    /// <summary>The detector's name in the catalog. The default value is <c>ultraface-rfb320</c>.</summary>
    public string Network { get; set; } = new FaceRecognizerOptions().Detector;

    /// <summary>
    /// The network that finds the points of faces; null for none: the points are then the detector's, and faces of a detector
    /// that gives none cannot be aligned. The default value is <c>landmarks-68</c>.
    /// </summary>
    public string? LandmarkNetwork { get; set; } = new FaceRecognizerOptions().Landmarker;

    /// <summary>Thresholds, sizes, tiles. The default value is that of <see cref="DetectorOptions"/>.</summary>
    public DetectorOptions Detection { get; set; } = new();

    /// <summary>How points are found. The default value is that of <see cref="LandmarkOptions"/>.</summary>
    public LandmarkOptions Landmarks { get; set; } = new();

    /// <summary>
    /// How the networks run. The default value is null: the defaults of <see cref="NetworkOptions"/>. Not saved: it belongs to the machine.
    /// </summary>
    public NetworkOptions? Run { get; set; }

    /// <summary>Where networks are looked up. The default value is null: <see cref="NetworkCatalog.Default"/>.</summary>
    public NetworkCatalog? Catalog { get; set; }
}
