using FaceML.Galleries;

namespace FaceML.Identification;

/// <summary>Settings of <see cref="FaceCatalog.Identify(FaceIdentificationOptions)"/>.</summary>
public sealed class FaceIdentificationOptions
{
    /// <summary>The column of person ids that is added (text); empty for an unknown face. The default value is <c>Identity</c>.</summary>
    public string OutputColumnName { get; set; } = "Identity";

    /// <summary>The column of display names that is added (text); empty for an unknown face. The default value is <c>Name</c>.</summary>
    public string NameColumnName { get; set; } = "Name";

    /// <summary>
    /// The column of scores that is added (Single): that of the most alike person, decided or not; NaN where the embedding is missing or
    /// the gallery holds no person. The default value is <c>Score</c>.
    /// </summary>
    public string ScoreColumnName { get; set; } = "Score";

    /// <summary>
    /// The column of decisions that is added (text, the name of a <see cref="Evaluation.Calibration.MatchDecision"/>): <c>Match</c>,
    /// <c>NoMatch</c> for a face of no enrolled person, <c>Uncertain</c> where nothing could be decided. The default value is
    /// <c>Decision</c>.
    /// </summary>
    public string DecisionColumnName { get; set; } = "Decision";

    /// <summary>A column of embeddings, as <c>Embed</c> adds it. The default value is <c>Embedding</c>.</summary>
    public string InputColumnName { get; set; } = "Embedding";

    /// <summary>
    /// Who is searched for: open, and kept open by the caller as long as the stage runs. A saved pipeline refers to it by id and recipe and
    /// holds no template.
    /// </summary>
    public Gallery? Gallery { get; set; }

    /// <summary>
    /// The recipe of the embeddings. The default value is null: taken to be the gallery's, which nothing checks;
    /// <c>IdentificationPipeline</c> knows it and refuses a gallery of another.
    /// </summary>
    public GalleryRecipe? Recipe { get; set; }

    /// <summary>
    /// The quality model by which embeddings are compensated and unrecognizable faces are left undecided. Required for a gallery of
    /// <see cref="EmbeddingLength.Compensated"/> embeddings. The default value is null: none.
    /// </summary>
    public FaceQualityModel? Quality { get; set; }
}
