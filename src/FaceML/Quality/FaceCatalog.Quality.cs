using FaceML.Quality;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>
    /// Says of each vector how likely its face is recognized: 0 to 100, the percentage of such faces that are matched with a good image of
    /// the same person at a false match rate of 0.0001. Nothing is fitted to the rows: the model is given.
    /// </summary>
    /// <param name="outputColumnName">The column of qualities that is added (Single); NaN where the vector is missing.</param>
    /// <param name="inputColumnName">A column of vectors, as <see cref="Embed(string, string, string)"/> adds it.</param>
    /// <param name="model">The quality model of the vectors' recipe: of a shipped calibration
    /// (<see cref="Calibration.RecipeCalibration.Quality"/>) or made by <see cref="FaceQualityTrainer"/>.</param>
    /// <param name="statusColumnName">The column of statuses that <c>Align</c> added; it is written again, with
    /// <see cref="FaceStatus.NotRecognizable"/> for faces whose quality is below the model's floor. Null: none.</param>
    public IEstimator<FaceTransformer> AssessQuality(
        string outputColumnName, string inputColumnName, FaceQualityModel model, string? statusColumnName = null) =>
        new FaceQualityEstimator(Context, new(outputColumnName, inputColumnName, model, statusColumnName));
}
