using FaceML.Quality;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>
    /// Says of each vector how likely its face is recognized: 0 to 100, the percentage of such faces that are matched with a good image of
    /// the same person at a false
    /// match rate of 0.0001. Nothing is fitted to the rows: the model is given.
    /// </summary>
    /// <param name="options">The settings, with the model.</param>
    /// <exception cref="ArgumentException">There is no model.</exception>
    public IEstimator<FaceTransformer> AssessQuality(FaceQualityAssessmentOptions options) =>
        new FaceQualityEstimator(Context, options ?? throw new ArgumentNullException(nameof(options)));
}
