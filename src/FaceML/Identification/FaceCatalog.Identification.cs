using FaceML.Embedding;
using FaceML.Galleries;
using FaceML.Identification;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Says who each embedding's face belongs to, among the people of a gallery; unknown is an answer.</summary>
    /// <param name="outputColumnName">The column of person ids that is added (text); empty for an unknown face.</param>
    /// <param name="inputColumnName">A column of embeddings, as <c>Embed</c> adds it; null: <c>Embedding</c>.</param>
    /// <param name="gallery">Who is searched for: open, and kept open by the caller as long as the stage runs. A saved pipeline refers to
    /// it by id and recipe and holds no template.</param>
    /// <param name="nameColumnName">The column of display names that is added (text); empty for an unknown face.</param>
    /// <param name="scoreColumnName">The column of scores that is added (Single): that of the most alike person, decided or not; NaN where
    /// the embedding is missing or the gallery holds no person.</param>
    /// <param name="decisionColumnName">The column of decisions that is added (text, the name of a <see cref="MatchDecision"/>):
    /// <c>Match</c>, <c>NoMatch</c> for a face of no enrolled person, <c>Uncertain</c> where nothing could be decided.</param>
    /// <param name="recipe">The recipe of the embeddings; null: taken to be the gallery's, which nothing checks.
    /// <see cref="IdentificationPipeline"/> knows it and refuses a gallery of another.</param>
    /// <param name="quality">The quality model by which embeddings are compensated and unrecognizable faces are left undecided: required
    /// for a gallery of <see cref="EmbeddingLength.Compensated"/> embeddings, as <see cref="IdentificationPipeline"/> gives it. Null:
    /// none.</param>
    /// <exception cref="ArgumentException">The gallery holds compensated embeddings and there is no quality model, or the other way
    /// round.</exception>
    /// <exception cref="GalleryException">The gallery is of another recipe.</exception>
    public IEstimator<FaceTransformer> Identify(
        string outputColumnName, string? inputColumnName, Gallery gallery, string nameColumnName = "Name", string scoreColumnName = "Score",
        string decisionColumnName = "Decision", GalleryRecipe? recipe = null, FaceQualityModel? quality = null)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        return new FaceIdentificationEstimator(Context, new(outputColumnName, inputColumnName ?? "Embedding", gallery,
            nameColumnName, scoreColumnName, decisionColumnName, recipe, quality));
    }

    /// <summary>
    /// The whole way from images to names: column <c>Path</c> in; <c>Identity</c>, <c>Name</c>, <c>Score</c>, <c>Decision</c> and
    /// <c>Status</c> out, as <see cref="FaceSource"/> and <see cref="FaceIdentity"/> have them. One face an image, by
    /// <see cref="FacePipelineOptions.Selection"/>; <see cref="GalleryRecognizer.Identify"/> names every face of an image.
    /// </summary>
    /// <param name="gallery">An open gallery of the options' recipe, as <see cref="GalleryRecognizer"/> makes and fills it; not
    /// owned.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="NetworkException">A network is not in the catalog.</exception>
    /// <exception cref="GalleryException">The gallery is of another recipe.</exception>
    public EstimatorChain<FaceTransformer> IdentificationPipeline(Gallery gallery, FacePipelineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        options ??= new FacePipelineOptions();
        FaceQualityModel? quality = gallery.Definition.Length == EmbeddingLength.Compensated ? QualityOf(options) : null;
        GalleryRecipe recipe = GalleryRecognizer.RecipeOf(gallery.Definition.Recipe.Name, options.Recognition, options.Catalog, quality);
        IEstimator<FaceTransformer> identify = Identify("Identity", "Embedding", gallery, recipe: recipe, quality: quality);
        return EmbeddingChain(options, EmbeddingCardsOf(options), "", leaveOutCovered: quality is not null).Append(identify);
    }
}
