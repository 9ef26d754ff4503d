namespace FaceML.Clustering;

/// <summary>Settings of <see cref="FaceCatalog.Cluster(FaceClusterOptions)"/>.</summary>
public sealed class FaceClusterOptions
{
    /// <summary>
    /// The column of groups that is added: the group's number from 1 as text, empty for none. The default value is <c>Cluster</c>.
    /// </summary>
    public string OutputColumnName { get; set; } = "Cluster";

    /// <summary>
    /// The column that gets the score with the group's mean, −1 to 1; NaN where there is no group. The default value is
    /// <c>ClusterScore</c>.
    /// </summary>
    public string ScoreColumnName { get; set; } = "ClusterScore";

    /// <summary>A column of vectors. The default value is <c>Embedding</c>.</summary>
    public string InputColumnName { get; set; } = "Embedding";

    /// <summary>How groups are found. The default value is <see cref="FaceClusterMethod.ChineseWhispers"/>.</summary>
    public FaceClusterMethod Method { get; set; }

    /// <summary>
    /// The lowest score that links two faces, −1 to 1: a calibrated threshold of a low false match rate, as
    /// <c>RecipeCalibration.For(recognizer)</c> gives it for the networks that FaceML ships. Links grow with the square of the faces, so
    /// more faces require a lower rate.
    /// </summary>
    public required float Threshold { get; set; }

    /// <summary>
    /// How faces are compared: by <see cref="FaceQualityModel.Compare"/>, which a shipped calibration's thresholds are about, and faces
    /// that are not recognizable are in no group. The calibration holds it (<c>RecipeCalibration.Quality</c>); the column must hold
    /// vectors as the networks give them, of length 1. The default value is null: the cosine compares, and every face counts.
    /// </summary>
    public FaceQualityModel? QualityModel { get; set; }

    /// <summary>Faces that a group must have, at least 1; the faces of smaller ones are in no group. The default value is 1.</summary>
    public int MinimumSize { get; set; } = 1;

    /// <summary>
    /// The lowest score with the group's mean, −1 to 1; faces below it are in no group. Sorts out what is doubtful before somebody learns
    /// from it. The default value is −1: all stay.
    /// </summary>
    public float MinimumScore { get; set; } = -1;

    /// <summary>
    /// How many faces must be linked to a face for it to be dense, itself included; for <see cref="FaceClusterMethod.Dbscan"/>. The default
    /// value is 3.
    /// </summary>
    public int MinimumPoints { get; set; } = 3;

    /// <summary>
    /// Where random numbers come from: the order of <see cref="FaceClusterMethod.ChineseWhispers"/>. The default value is 1.
    /// </summary>
    public long Seed { get; set; } = 1;
}
