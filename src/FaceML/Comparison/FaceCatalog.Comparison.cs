using FaceML.Comparison;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Scores pairs of vectors by their cosine, −1 to 1, higher is more alike; NaN where a vector is missing.</summary>
    /// <param name="outputColumnName">The column of scores that is added.</param>
    /// <param name="firstColumnName">A column of vectors, as <see cref="Embed(string, string, string)"/> adds it.</param>
    /// <param name="secondColumnName">A column of vectors from the same network.</param>
    public IEstimator<FaceTransformer> Compare(string outputColumnName, string firstColumnName, string secondColumnName) =>
        Compare(new FaceComparisonOptions
        {
            OutputColumnName = outputColumnName,
            FirstColumnName = firstColumnName,
            SecondColumnName = secondColumnName,
        });

    /// <summary>Scores pairs of vectors by a metric of choice; higher is more alike whatever the metric.</summary>
    /// <param name="options">The settings.</param>
    public IEstimator<FaceTransformer> Compare(FaceComparisonOptions options) =>
        new FaceComparisonEstimator(Context, options ?? throw new ArgumentNullException(nameof(options)));
}
