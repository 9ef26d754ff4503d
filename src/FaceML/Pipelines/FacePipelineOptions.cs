namespace FaceML;

/// <summary>What embedding and verification pipelines have in common.</summary>
public class FacePipelineOptions
{
    /// <summary>
    /// The folder that relative paths start from while fitting. The default value is null: the current folder. Not saved.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>Limits and wishes of decoding. The default value is <see cref="ImageDecodeOptions.Default"/>.</summary>
    public ImageDecodeOptions Decoding { get; set; } = ImageDecodeOptions.Default;

    /// <summary>
    /// Whether an image that cannot be read is a row with status <see cref="FaceStatus.NoImage"/> instead of an error. The default value is
    /// <see langword="false"/>.
    /// </summary>
    public bool SkipUnreadable { get; set; }

    /// <summary>Which face of an image is meant. The default value is <see cref="FaceSelection.Largest"/>.</summary>
    public FaceSelection Selection { get; set; } = FaceSelection.Largest;

    /// <summary>The networks, and how each is used. The default value is that of <see cref="FaceRecognizerOptions"/>.</summary>
    public FaceRecognizerOptions Recognition { get; set; } = new();

    /// <summary>
    /// Whether faces are assessed and scores compensated by the quality model that comes with the recipe's shipped calibration
    /// (<see cref="Calibration.RecipeCalibration.Quality"/>): a face that is not recognizable gets the status
    /// <see cref="FaceStatus.NotRecognizable"/> and no score. Recipes without a shipped calibration go without. The default value is
    /// <see langword="true"/>.
    /// </summary>
    public bool AssessQuality { get; set; } = true;

    /// <summary>
    /// A quality model of your own (<see cref="Quality.FaceQualityTrainer"/>), instead of the shipped one. The default value is null.
    /// </summary>
    public FaceQualityModel? QualityModel { get; set; }

    /// <summary>Where networks are looked up. The default value is null: <see cref="NetworkCatalog.Default"/>.</summary>
    public NetworkCatalog? Catalog { get; set; }

    internal FacePipelineOptions Copy() => (FacePipelineOptions)MemberwiseClone();
}
