using FaceML.Recognition;


namespace FaceML.Quality;

/// <summary>Settings of <see cref="FaceCatalog.AssessQuality(FaceQualityAssessmentOptions)"/>.</summary>
public sealed class FaceQualityAssessmentOptions
{
    /// <summary>
    /// The column of qualities that is added (Single), 0 to 100; NaN where the vector is missing. The default value is <c>Quality</c>.
    /// </summary>
    public string OutputColumnName { get; set; } = "Quality";

    /// <summary>A column of vectors, as <c>Embed</c> adds it. The default value is <c>Embedding</c>.</summary>
    public string InputColumnName { get; set; } = "Embedding";

    /// <summary>
    /// The column of statuses that <c>Align</c> added; it is written again, with <see cref="FaceStatus.NotRecognizable"/> for faces whose
    /// quality is below the model's floor.
    /// The default value is null: none.
    /// </summary>
    public string? StatusColumnName { get; set; }

    /// <summary>
    /// The quality model of the vectors' recipe: of a shipped calibration (<c>RecipeCalibration.Quality</c>) or made by <see
    /// cref="FaceQualityTrainer"/>.
    /// </summary>
    public FaceQualityModel? Model { get; set; }
}
