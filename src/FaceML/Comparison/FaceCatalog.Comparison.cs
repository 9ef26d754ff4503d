using FaceML.Comparison;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Scores pairs of vectors, by their cosine if nothing else is asked for; NaN where a vector is missing.</summary>
    /// <param name="outputColumnName">The column of scores that is added.</param>
    /// <param name="firstColumnName">A column of vectors, as <see cref="Embed(string, string, string)"/> adds it.</param>
    /// <param name="secondColumnName">A column of vectors from the same network.</param>
    /// <param name="metric">What vectors are compared by; a score is the higher the more alike they are, whatever the metric.</param>
    /// <param name="quality">A quality model of the vectors' recipe: the score is then <see cref="FaceQualityModel.Compare"/>, which lacks
    /// what two vectors owe to being spoiled alike, and NaN where a face is not recognizable; the metric must be the cosine. Null: the
    /// metric itself.</param>
    public IEstimator<FaceTransformer> Compare(
        string outputColumnName, string firstColumnName, string secondColumnName, FaceMetric metric = FaceMetric.Cosine,
        FaceQualityModel? quality = null) =>
        new FaceComparisonEstimator(Context, new(outputColumnName, firstColumnName, secondColumnName, metric, quality));
}
