using FaceML.Embedding;
using FaceML.Galleries;
using FaceML.Identification;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Says who each embedding's face belongs to, among the people of a gallery; unknown is an answer.</summary>
    /// <param name="outputColumnName">The column of person ids that is added (text); empty for an unknown face. Columns <c>Name</c>,
    /// <c>Score</c> and <c>Decision</c> are added too.</param>
    /// <param name="inputColumnName">A column of embeddings; null: <c>Embedding</c>.</param>
    /// <param name="gallery">An open gallery of unit embeddings of the same recipe; not owned.</param>
    /// <exception cref="ArgumentException">The gallery holds compensated embeddings: give the quality model in the options, or use
    /// <see cref="IdentificationPipeline"/>.</exception>
    public IEstimator<FaceTransformer> Identify(string outputColumnName, string? inputColumnName, Gallery gallery) =>
        Identify(new FaceIdentificationOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName ?? "Embedding",
            Gallery = gallery,
        });

    /// <summary>Says who each embedding's face belongs to, with all settings.</summary>
    /// <param name="options">The settings, with the gallery.</param>
    /// <exception cref="ArgumentException">There is no gallery, or it holds compensated embeddings and there is no quality
    /// model.</exception>
    /// <exception cref="GalleryException">The gallery is of another recipe than <see cref="FaceIdentificationOptions.Recipe"/>.</exception>
    public IEstimator<FaceTransformer> Identify(FaceIdentificationOptions options) =>
        new FaceIdentificationEstimator(Context, options ?? throw new ArgumentNullException(nameof(options)));

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
        IEstimator<FaceTransformer> identify = Identify(new FaceIdentificationOptions
        {
            Gallery = gallery,
            Recipe = GalleryRecognizer.RecipeOf(gallery.Definition.Recipe.Name, options.Recognition, options.Catalog, quality),
            Quality = quality,
        });
        return EmbeddingChain(options, EmbeddingCardsOf(options), "", leaveOutCovered: quality is not null).Append(identify);
    }
}
