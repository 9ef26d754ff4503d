namespace FaceML.Liveness;

/// <summary>Settings of <see cref="FaceCatalog.AssessLiveness(FaceLivenessOptions)"/>.</summary>
public sealed class FaceLivenessOptions
{
    /// <summary>The column of probabilities (Single) that is added. The default value is <c>Liveness</c>.</summary>
    public string OutputColumnName { get; set; } = "Liveness";

    /// <summary>A column of faces. The default value is <c>Faces</c>.</summary>
    public string FacesColumnName { get; set; } = "Faces";

    /// <summary>
    /// The column of images that the faces were found in, FaceML's or ML.NET's (<c>MLImage</c>). The default value is <c>Image</c>.
    /// </summary>
    public string ImageColumnName { get; set; } = "Image";

    /// <summary>Which face is meant when there are several. The default value is <see cref="FaceSelection.Largest"/>.</summary>
    public FaceSelection Selection { get; set; } = FaceSelection.Largest;

    /// <summary>The liveness network's name in the catalog. The default value is <c>faceplugin-liveness</c>.</summary>
    public string Network { get; set; } = FaceLivenessDetector.DefaultNetwork;

    /// <summary>
    /// How the network runs. The default value is null: the defaults of <see cref="NetworkOptions"/>. Not saved: it belongs to the machine.
    /// </summary>
    public NetworkOptions? Run { get; set; }

    /// <summary>Where networks are looked up. The default value is null: <see cref="NetworkCatalog.Default"/>.</summary>
    public NetworkCatalog? Catalog { get; set; }
}
